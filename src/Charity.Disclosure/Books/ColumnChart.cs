using System.Globalization;

namespace Charity.Disclosure.Books;

/// <summary>
/// Where the columns of a chart stand in a picture of 480 by 240 units: the theme's stylesheet may not hold lengths that come from
/// data, so they become SVG attributes.
/// </summary>
internal sealed class ColumnChart
{
    public const int Left = 48;
    public const int Right = 476;
    public const int Top = 16;
    public const int Bottom = 204;
    private const int MostLines = 4;

    private ColumnChart(IReadOnlyList<Column> columns, IReadOnlyList<GridLine> lines) => (Columns, Lines) = (columns, lines);

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Lines at round amounts, the lowest at zero.</summary>
    public IReadOnlyList<GridLine> Lines { get; }

    /// <param name="values">One for each column, from left to right. What is below zero has no height.</param>
    public static ColumnChart Of(IReadOnlyList<long> values)
    {
        var step = RoundStep(Math.Max(1, values.DefaultIfEmpty().Max()));
        var lineCount = (int)((Math.Max(1, values.DefaultIfEmpty().Max()) + step - 1) / step);
        var top = step * lineCount;
        var slot = (double)(Right - Left) / Math.Max(1, values.Count);
        var columns = values.Select((value, index) =>
        {
            var height = (Bottom - Top) * (double)Math.Max(0, value) / top;
            return new Column(Units(Left + (slot * (index + 0.2))), Units(Bottom - height), Units(slot * 0.6), Units(height), Units(Left + (slot * (index + 0.5))));
        });
        var lines = Enumerable.Range(0, lineCount + 1).Select(line => new GridLine(step * line, Units(Bottom - ((Bottom - Top) * (double)line / lineCount))));
        return new ColumnChart([.. columns], [.. lines]);
    }

    private static string Units(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The smallest of 1, 2, 5, 10, 20, 50 ... that reaches the value in at most <see cref="MostLines"/> steps.</summary>
    private static long RoundStep(long value)
    {
        for (var power = 1L; ; power *= 10)
        {
            foreach (var factor in (long[])[1, 2, 5])
            {
                if (power * factor >= (value + MostLines - 1) / MostLines)
                {
                    return power * factor;
                }
            }
        }
    }
}

/// <summary>Lengths as SVG writes them.</summary>
internal sealed record Column(string X, string Y, string Width, string Height, string Middle);

internal sealed record GridLine(long Value, string Y);
