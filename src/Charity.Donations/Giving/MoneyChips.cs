using System.Globalization;
using Charity.Platform.Text;

namespace Charity.Donations.Giving;

internal static class MoneyChips
{
    /// <summary>A preset the way a chip shows it: ¥50 instead of ¥50.00.</summary>
    public static string Of(long minor, string currency)
    {
        var written = Money.Format(minor, currency);
        return Money.Decimals(currency) > 0 && Money.ToMajor(minor, currency) % 1 == 0
            ? written.Replace("." + new string('0', Money.Decimals(currency)), string.Empty, StringComparison.Ordinal)
            : written;
    }

    /// <summary>A share such as 0.6, in percent.</summary>
    public static string Percent(decimal percent) => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
