using System.Globalization;

namespace Charity.Contents.Items;

/// <summary>Where a list ordered by time and id goes on, as a word for the address: <c>20261020010000000000-kd8x…</c>.</summary>
internal sealed record ListKey(DateTime AtUtc, string Id)
{
    private const string Format = "yyyyMMddHHmmssffffff";

    public static ListKey? Parse(string? text) =>
        text is not null
        && text.IndexOf('-', StringComparison.Ordinal) == Format.Length
        && DateTime.TryParseExact(text[..Format.Length], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new ListKey(at, text[(Format.Length + 1)..])
            : null;

    public override string ToString() => $"{AtUtc.ToString(Format, CultureInfo.InvariantCulture)}-{Id}";
}
