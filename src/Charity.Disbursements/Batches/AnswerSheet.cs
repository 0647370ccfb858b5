using System.Globalization;
using Charity.Disbursements.Banks;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Disbursements.Batches;

/// <summary>What the bank says of one transfer.</summary>
/// <param name="Row">As the spreadsheet counts.</param>
/// <param name="PaidOn">Null when the bank gives no day.</param>
/// <param name="Outcome">Returned only of what was paid before; what comes back at once was not paid.</param>
internal sealed record BankAnswer(int Row, BatchTransfer Transfer, LineAnswer Outcome, string Reason, string? BankReference, DateOnly? PaidOn);

/// <summary>Something in an answer that does not fit; the answer is not taken in before it does.</summary>
internal sealed record AnswerProblem(int Row, Failure Reason);

/// <summary>Reads the bank's answer file and holds every row against the batch. Changes nothing.</summary>
internal static class AnswerSheet
{
    private const int ReasonLength = 200;

    public static (IReadOnlyList<BankAnswer> Answers, IReadOnlyList<AnswerProblem> Problems) Match(BankLayout layout, PaymentBatch batch, IReadOnlyList<BatchTransfer> transfers, Sheet sheet, DateOnly today)
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
            var read = Read(layout, batch, lines, row.Number, Cell, today);
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

    private static Result<BankAnswer> Read(BankLayout layout, PaymentBatch batch, Dictionary<string, BatchTransfer> lines, int row, Func<BankField, string> cell, DateOnly today)
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

        if (OutcomeOf(layout, cell(BankField.Outcome).Trim(), line) is not { } outcome)
        {
            return Failure.Conflict("outcome_unknown", "The outcome \"{0}\" is not among the words this bank uses.", cell(BankField.Outcome));
        }

        if (!CanFollow(line.Answer, outcome))
        {
            return Failure.Conflict("answered_otherwise", "The bank has answered otherwise for this transfer before. Clear that up with the bank.");
        }

        var typed = cell(BankField.PaidOn).Trim();
        var paidOn = DayOf(typed);
        return typed.Length > 0 && paidOn is null ? Failure.Conflict("day_unreadable", "\"{0}\" is not a day, like 2026-03-01.", typed)
            : paidOn < DateOnly.FromDateTime(batch.MadeUtc).AddDays(-1) ? Failure.Conflict("day_before_batch", "The day {0} lies before the batch was made.", typed)
            : paidOn > today
            ? Failure.Conflict("day_to_come", "The day {0} has not come yet.", cell(BankField.PaidOn))
            : new BankAnswer(row, transfer, outcome, Short(cell(BankField.Reason)), Short(cell(BankField.BankReference)) is { Length: > 0 } reference ? reference : null, paidOn);
    }

    private static LineAnswer? OutcomeOf(BankLayout layout, string word, BatchLine line) =>
        layout.PaidWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? LineAnswer.Paid
        : layout.FailedWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? LineAnswer.Failed
        : !layout.ReturnedWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? null
        : line.Answer is LineAnswer.None or LineAnswer.Failed ? LineAnswer.Failed
        : LineAnswer.Returned;

    /// <summary>The same answer may come again, also an earlier one; what was paid may come back; nothing else changes.</summary>
    private static bool CanFollow(LineAnswer before, LineAnswer outcome) => before switch
    {
        LineAnswer.None => outcome is LineAnswer.Paid or LineAnswer.Failed,
        LineAnswer.Paid or LineAnswer.Returned => outcome is LineAnswer.Paid or LineAnswer.Returned,
        _ => outcome == before,
    };

    private static string Short(string text) => PlainText.Clean(text) is var clean && clean.Length > ReasonLength ? clean[..(char.IsHighSurrogate(clean[ReasonLength - 1]) ? ReasonLength - 1 : ReasonLength)] : clean;

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
