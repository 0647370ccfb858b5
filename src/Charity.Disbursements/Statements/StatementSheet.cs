using System.Globalization;
using Charity.Disbursements.Banks;
using Charity.Organisations.Contracts;
using Charity.Platform.Identifiers;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Disbursements.Statements;

/// <summary>A row of a statement that was understood.</summary>
/// <param name="Row">As the spreadsheet counts.</param>
/// <param name="PartyNumber">In full; never kept.</param>
internal sealed record StatementBooking(int Row, string BankNumber, DateOnly BookedOn, bool IsDebit, long AmountMinor, string PartyName, string PartyNumber, string PartyFingerprint, string Remark);

/// <summary>Something in a statement that has to be put right before it is taken in.</summary>
internal sealed record StatementProblem(int Row, Failure Reason);

/// <summary>Reads a bank's statement by the headings of the settings. Changes nothing.</summary>
internal sealed class StatementSheet(IReadOnlyList<StatementColumn> columns, IPersonFingerprints fingerprints, DateOnly today)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy-M-d", "yyyy年M月d日"];

    public (IReadOnlyList<StatementBooking> Bookings, IReadOnlyList<StatementProblem> Problems) Read(Sheet sheet)
    {
        var places = columns.ToDictionary(column => column.Field, column => (int[])[.. Enumerable.Range(0, sheet.Headings.Count).Where(place => column.Headings.Contains(sheet.Headings[place].Trim(), StringComparer.OrdinalIgnoreCase))]);
        var missing = columns.Where(column => column.Field is not (StatementField.PartyName or StatementField.PartyNumber or StatementField.Remark) && places[column.Field].Length == 0).ToList();
        if (missing.Count > 0)
        {
            return ([], [.. missing.Select(column => new StatementProblem(1, Failure.Conflict("column_missing", "The column \"{0}\" is missing.", column.Headings[0])))]);
        }

        var (bookings, problems, seen) = (new List<StatementBooking>(), new List<StatementProblem>(), new Dictionary<string, StatementBooking>(StringComparer.Ordinal));
        foreach (var row in sheet.Rows)
        {
            var read = Read(row, places);
            if (read.Failure is { } wrong)
            {
                problems.Add(new StatementProblem(row.Number, wrong));
            }
            else if (seen.TryGetValue(read.Value.BankNumber, out var before) && before with { Row = row.Number } != read.Value)
            {
                problems.Add(new StatementProblem(row.Number, Failure.Conflict("row_contradicts_number", "Row {0} says something else under the same number.", before.Row)));
            }
            else if (seen.TryAdd(read.Value.BankNumber, read.Value))
            {
                bookings.Add(read.Value);
            }
        }

        return (bookings, problems);
    }

    private Result<StatementBooking> Read(SheetRow row, Dictionary<StatementField, int[]> places)
    {
        int[] PlacesOf(StatementField field) => places.GetValueOrDefault(field, []);
        string Cell(StatementField field) => string.Join(' ', PlacesOf(field).Select(place => row.Cells[place]).Where(cell => cell.Length > 0));
        if (row.Formulas.Count > 0)
        {
            return Failure.Conflict("cells_worked_out", "A cell is worked out by a formula. Paste the values instead.");
        }

        if (PlacesOf(StatementField.Number).Concat(PlacesOf(StatementField.PartyNumber)).Any(row.LostDigits.Contains))
        {
            return Failure.Conflict("digits_lost", "A long number has lost its last digits in the spreadsheet. Download the statement again, with numbers as text.");
        }

        if (PlainText.Clean(Cell(StatementField.Number)) is not { Length: > 0 and <= StatementRow.NumberLength } number)
        {
            return Failure.Conflict("bank_number_missing", "The bank's number of the booking is missing.");
        }

        if (DayOf(Cell(StatementField.BookedOn)) is not { } day || day > today)
        {
            return Failure.Conflict("booking_day_wrong", "\"{0}\" is not a day until today.", Short(Cell(StatementField.BookedOn), 40));
        }

        var (debit, credit) = (AmountOf(Cell(StatementField.Debit)), AmountOf(Cell(StatementField.Credit)));
        if (debit is null || credit is null || debit > 0 == credit > 0)
        {
            return Failure.Conflict("booking_amount_wrong", "Either what went out or what came in has to be an amount above zero.");
        }

        var account = BankCardNumber.Check(Cell(StatementField.PartyNumber)).Normalised;
        return new StatementBooking(
            row.Number, number, day, debit > 0, debit > 0 ? debit.Value : credit.Value, Short(Cell(StatementField.PartyName), StatementRow.NameLength), account, account.Length == 0 ? string.Empty : fingerprints.OfAccount(account),
            Short(Cell(StatementField.Remark), StatementRow.RemarkLength));
    }

    /// <summary>Zero where nothing stands, as banks leave the other side empty or write 0.00; null for what is no amount.</summary>
    private static long? AmountOf(string typed) => typed.Trim() is "" or "-" or "--" ? 0 : AmountParser.Parse(typed, Money.Yuan).Minor;

    /// <summary>Also with the time behind it, and as the serial number in which workbooks keep days.</summary>
    private static DateOnly? DayOf(string typed)
    {
        var text = typed.Trim();
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is > 30_000 and < 80_000)
        {
            return DateOnly.FromDateTime(DateTime.FromOADate((double)serial));
        }

        return DateOnly.TryParseExact(text.Split(' ', 'T')[0], Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static string Short(string text, int length) => PlainText.Clean(text) is var clean && clean.Length > length ? PlainText.Clean(clean[..length]) : clean;
}
