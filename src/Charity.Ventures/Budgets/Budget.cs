using System.Globalization;
using Charity.Platform.Text;

namespace Charity.Ventures.Budgets;

/// <summary>One line of a budget as typed. Amounts are in minor units; null where what was typed is no amount.</summary>
/// <param name="Head">A head's code.</param>
/// <param name="TotalMinor">What the line costs.</param>
/// <param name="OwnMinor">The part of it the organisation or others pay; 0 when left empty.</param>
internal sealed record BudgetLine(string Head, string Item, string Basis, long? TotalMinor, long? OwnMinor)
{
    public const int Cells = 5;

    /// <summary>Total and own part: the cells that are money.</summary>
    public static bool IsAmount(int cell) => cell is 3 or 4;

    /// <summary>What is asked of the call.</summary>
    public long AskedMinor => (TotalMinor ?? 0) - (OwnMinor ?? 0);

    /// <summary>Head, item, how it was reckoned, total, own part: the cells of an answer's row.</summary>
    public static BudgetLine Of(IReadOnlyList<string> cells, string currency) => new(
        Cell(cells, 0), Cell(cells, 1), Cell(cells, 2), Amount(Cell(cells, 3), currency, forNothing: null), Amount(Cell(cells, 4), currency, forNothing: 0));

    private static string Cell(IReadOnlyList<string> cells, int index) => index < cells.Count ? cells[index] : string.Empty;

    private static long? Amount(string typed, string currency, long? forNothing) => AmountParser.Parse(typed, currency) switch
    {
        { Problem: AmountProblem.Empty } => forNothing,
        var parse => parse.Minor,
    };
}

/// <summary>A submission's budget: what the project costs, and what of it the call is asked for.</summary>
internal sealed record Budget(IReadOnlyList<BudgetLine> Lines)
{
    public long TotalMinor => Lines.Sum(line => line.TotalMinor ?? 0);

    public long OwnMinor => Lines.Sum(line => line.OwnMinor ?? 0);

    public long AskedMinor => TotalMinor - OwnMinor;

    public static Budget Of(IReadOnlyList<IReadOnlyList<string>> rows, string currency) => new([.. rows.Select(row => BudgetLine.Of(row, currency))]);

    public long AskedFor(string head) => Lines.Where(line => line.Head == head).Sum(line => line.AskedMinor);

    /// <summary>The share of a part in percent, rounded up to a tenth: a limit that is passed by a cent is passed.</summary>
    public static decimal Percent(long partMinor, long wholeMinor) => wholeMinor == 0 ? 0 : Math.Ceiling(partMinor * 1000m / wholeMinor) / 10m;

    public static string PercentWords(decimal percent) => percent.ToString("0.#", CultureInfo.CurrentCulture) + " %";
}
