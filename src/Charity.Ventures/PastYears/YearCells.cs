using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Needs;

namespace Charity.Ventures.PastYears;

/// <summary>Understands the cells of one row; what cannot stand is collected with the column it stands in, all of it at once.</summary>
internal sealed class YearCells(IReadOnlyDictionary<YearColumn, string> typed)
{
    private const int LongestTitle = 100, LongestOutcome = 2_000, LargestCount = 10_000_000;
    private static readonly string[] Dates = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];
    private static readonly string[] ClosedWords = ["结项", "已结项", "完成", "已完成", "合格", "CLOSED", "COMPLETED", "FINISHED"];
    private static readonly string[] TerminatedWords = ["终止", "已终止", "中止", "TERMINATED"];
    private readonly List<RowProblem> _problems = [];

    public IReadOnlyList<RowProblem> Problems => _problems;

    public string Text(YearColumn column) => typed.GetValueOrDefault(column, string.Empty);

    /// <summary>Says that a column needs a change.</summary>
    public void Refuse(YearColumn column, string code, string message, params object[] arguments) => _problems.Add(new RowProblem(column.Heading, new FieldFailure(column.Heading.Zh, code, message, arguments)));

    public int Number()
    {
        if (Count(YearColumn.Number, PastProject.HighestNumber) is not { } number)
        {
            return 0;
        }

        if (number == 0)
        {
            Refuse(YearColumn.Number, "number_out_of_range", "Please type a number from {0} to {1}.", 1, PastProject.HighestNumber);
        }

        return number;
    }

    public int? Count(YearColumn column, int most = LargestCount)
    {
        var text = HalfWidth.Of(Text(column)).TrimEnd('人', '次', '场', '名', '个', ' ');
        if (text.Length == 0)
        {
            Refuse(column, "cell_empty", "Nothing is typed here. Type a whole number, 0 for none.");
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number != decimal.Truncate(number))
        {
            Refuse(column, "no_whole_number", "\"{0}\" is no whole number. Type digits only, like 12.", Short(Text(column)));
            return null;
        }

        if (number < 0 || number > most)
        {
            Refuse(column, "count_out_of_range", "{0} cannot be right. Type a number from 0 to {1}.", Short(Text(column)), most);
            return null;
        }

        return (int)number;
    }

    public long Amount()
    {
        var parse = AmountParser.Parse(Text(YearColumn.Awarded), Money.Yuan);
        if (parse.Minor is > 0 and var minor)
        {
            return minor;
        }

        switch (parse.Problem)
        {
            case AmountProblem.Negative:
                Refuse(YearColumn.Awarded, "amount_negative", "An award is more than nothing; {0} is less.", Short(Text(YearColumn.Awarded)));
                break;
            case AmountProblem.TooManyDecimals:
                Refuse(YearColumn.Awarded, "amount_decimals", "{0} has more than two decimals. Round it to fen.", Short(Text(YearColumn.Awarded)));
                break;
            case AmountProblem.TooLarge:
                Refuse(YearColumn.Awarded, "amount_too_large", "{0} is larger than any award. Is it in yuan?", Short(Text(YearColumn.Awarded)));
                break;
            default:
                Refuse(YearColumn.Awarded, "amount_wrong", "Type the award in yuan as an amount, like 36800.00.");
                break;
        }

        return 0;
    }

    public DateOnly? Day(YearColumn column)
    {
        var text = HalfWidth.Of(Text(column)).Trim();
        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day))
        {
            return day;
        }

        // As Excel stores a date: days since 1900.
        if (text.Length <= 12 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is > 20_000 and < 80_000)
        {
            return DateOnly.FromDateTime(DateTime.FromOADate((double)serial));
        }

        Refuse(column, "no_date", "\"{0}\" needs a date, like 2026-03-01.", column.Heading);
        return null;
    }

    public bool? IsClosed()
    {
        var word = HalfWidth.Of(Text(YearColumn.Result)).Trim().ToUpperInvariant();
        if (!ClosedWords.Contains(word) && !TerminatedWords.Contains(word))
        {
            Refuse(YearColumn.Result, "result_unknown", "Type closed (结项) or terminated (终止).");
            return null;
        }

        return ClosedWords.Contains(word);
    }

    public int? MarkTenths()
    {
        var text = HalfWidth.Of(Text(YearColumn.Mark)).TrimEnd('分', ' ');
        if (text.Length == 0)
        {
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var mark) || mark > 100 || mark * 10 != decimal.Truncate(mark * 10))
        {
            Refuse(YearColumn.Mark, "mark_wrong", "A mark is a number from 0 to 100 with at most one decimal, or nothing.");
            return null;
        }

        return (int)(mark * 10);
    }

    public string Title() => Public(YearColumn.Title, LongestTitle, isNeeded: true);

    public LocalizedText? Outcome() => Public(YearColumn.Outcome, LongestOutcome, isNeeded: false) is { Length: > 0 } text ? new LocalizedText(text) : null;

    private string Public(YearColumn column, int longest, bool isNeeded)
    {
        var text = PlainText.Clean(Text(column), keepLines: !isNeeded);
        if (text.Length == 0 && isNeeded)
        {
            Refuse(column, "cell_missing", "Nothing is typed here.");
        }
        else if (text.Length > longest)
        {
            Refuse(column, "text_too_long", "Please use at most {0} characters.", longest);
        }
        else if (PrivateNumbers.AreIn(text))
        {
            Refuse(column, "private_number", "This reads like a telephone or identity number. Everybody will see this text: leave numbers of people out.");
        }

        return text;
    }

    internal static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>Something in a row that cannot stand.</summary>
/// <param name="Column">Its heading.</param>
internal sealed record RowProblem(LocalizedText Column, FieldFailure Failure);
