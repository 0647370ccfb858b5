using System.Globalization;

namespace Charity.Donations.FundPage;

/// <summary>A place in a fund's list of gifts; in addresses, ticks and id in hexadecimal.</summary>
internal readonly record struct GiftCursor(DateTime PaidUtc, Guid Id)
{
    /// <summary>True for a place, and for no place at all.</summary>
    public static bool TryRead(string? text, out GiftCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (text.Split('-') is not [var time, var id]
            || !long.TryParse(time, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks
            || !Guid.TryParseExact(id, "N", out var guid))
        {
            return false;
        }

        cursor = new GiftCursor(new DateTime(ticks, DateTimeKind.Utc), guid);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PaidUtc.Ticks:x}-{Id:N}");
}
