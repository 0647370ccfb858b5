using System.Globalization;
using Charity.Disbursements.Banks;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Disbursements.Batches;

/// <summary>What the bank says of one transfer.</summary>
/// <param name="Row">As the spreadsheet counts.</param>
/// <param name="PaidOn">Null when the bank gives no day.</param>
internal sealed record BankAnswer(int Row, BatchTransfer Transfer, bool IsPaid, string Reason, string? BankReference, DateOnly? PaidOn);

/// <summary>Something in an answer that does not fit; the answer is not taken in before it does.</summary>
internal sealed record AnswerProblem(int Row, Failure Reason);

/// <summary>Reads the bank's answer file and holds every row against the batch. Changes nothing.</summary>
internal static class AnswerSheet
{
    public static (IReadOnlyList<BankAnswer> Answers, IReadOnlyList<AnswerProblem> Problems) Match(BankLayout layout, PaymentBatch batch, IReadOnlyList<BatchTransfer> transfers, Sheet sheet)
    {
        var places = layout.AnswerColumns.ToDictionary(column => column.Field, column => Array.FindIndex([.. sheet.Headings], heading => heading.Trim().Equals(column.Heading, StringComparison.OrdinalIgnoreCase)));
        var missing = layout.AnswerColumns.Where(column => column.Field is BankField.Reference or BankField.Amount or BankField.Outcome && places[column.Field] < 0).Select(column => column.Heading).ToList();
        if (missing.Count > 0)
        {
            return ([], [.. missing.Select(heading => new AnswerProblem(1, Failure.Conflict("column_missing", "The column \"{0}\" is missing. Is this the bank's answer for this layout?", heading)))]);
        }

        var lines = transfers.ToDictionary(transfer => transfer.Sent.EndToEndId, StringComparer.OrdinalIgnoreCase);
        var (answers, problems, seen) = (new List<BankAnswer>(), new List<AnswerProblem>(), new Dictionary<Guid, BankAnswer>());
        foreach (var row in sheet.Rows)
        {
            string Cell(BankField field) => places.GetValueOrDefault(field, -1) is >= 0 and var place ? row.Cells[place] : string.Empty;
            var read = Read(layout, batch, lines, row.Number, Cell);
            if (read.Failure is { } wrong)
            {
                problems.Add(new AnswerProblem(row.Number, wrong));
            }
            else if (seen.TryGetValue(read.Value.Transfer.Sent.Id, out var before) && before with { Row = row.Number } != read.Value)
            {
                problems.Add(new AnswerProblem(row.Number, Failure.Conflict("row_contradicts", "Row {0} says something else of the same transfer.", before.Row)));
            }
            else if (seen.TryAdd(read.Value.Transfer.Sent.Id, read.Value))
            {
                answers.Add(read.Value);
            }
        }

        return (answers, problems);
    }

    private static Result<BankAnswer> Read(BankLayout layout, PaymentBatch batch, Dictionary<string, BatchTransfer> lines, int row, Func<BankField, string> cell)
    {
        if (!lines.TryGetValue(cell(BankField.Reference).Trim(), out var transfer))
        {
            return Failure.Conflict("reference_unknown", "The reference \"{0}\" is not of this batch.", cell(BankField.Reference));
        }

        var line = transfer.Sent;
        if (AmountParser.Parse(cell(BankField.Amount), batch.Currency).Minor != line.AmountMinor)
        {
            return Failure.Conflict("amount_differs", "The amount is {0}, but {1} was sent.", cell(BankField.Amount), Money.Format(line.AmountMinor, batch.Currency));
        }

        var outcome = cell(BankField.Outcome).Trim();
        var (isPaid, isFailed) = (layout.PaidWords.Contains(outcome, StringComparer.OrdinalIgnoreCase), layout.FailedWords.Contains(outcome, StringComparer.OrdinalIgnoreCase));
        if (!isPaid && !isFailed)
        {
            return Failure.Conflict("outcome_unknown", "The outcome \"{0}\" is not among the words this bank uses.", outcome);
        }

        if (line.Answer != LineAnswer.None && (line.Answer == LineAnswer.Paid) != isPaid)
        {
            return Failure.Conflict("answered_otherwise", "The bank has answered otherwise for this transfer before. Clear that up with the bank.");
        }

        return new BankAnswer(row, transfer, isPaid, Short(cell(BankField.Reason)), Short(cell(BankField.BankReference)) is { Length: > 0 } reference ? reference : null, DayOf(cell(BankField.PaidOn)));
    }

    private static string Short(string text) => PlainText.Clean(text) is var clean && clean.Length > 200 ? clean[..200] : clean;

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
