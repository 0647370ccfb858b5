using System.Collections.Frozen;
using System.Globalization;

namespace Charity.Platform.Text;

/// <summary>
/// Writes amounts for people. An amount is a whole number of minor units (fen, cents) and an ISO 4217 code in any letter case.
/// Separators never depend on the culture: <c>1,234.56</c> is how both Chinese and English readers write it.
/// </summary>
public static class Money
{
    /// <summary>The currency of the books unless an amount says otherwise.</summary>
    public const string Yuan = "CNY";

    private static readonly FrozenDictionary<string, int> OtherDecimals = new Dictionary<string, int>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0, ["RWF"] = 0,
        ["UGX"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> ChineseNames = new Dictionary<string, string>
    {
        ["USD"] = "美元", ["HKD"] = "港元", ["MOP"] = "澳门元", ["EUR"] = "欧元", ["GBP"] = "英镑", ["JPY"] = "日元",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly (decimal Size, string Unit)[] ChineseUnits = [(1e12m, "万亿"), (1e8m, "亿"), (1e4m, "万")];

    private static readonly (decimal Size, string Unit)[] EnglishUnits = [(1e12m, "T"), (1e9m, "B"), (1e6m, "M"), (1e3m, "K")];

    /// <summary>How many decimals a currency's minor unit has (ISO 4217): 0 for JPY, 3 for KWD, 2 unless listed.</summary>
    public static int Decimals(string currency) => OtherDecimals.GetValueOrDefault(currency, 2);

    /// <summary>The amount in whole units, with all its decimals: 123450 fen are 1234.50 yuan. Exact for every long.</summary>
    public static decimal ToMajor(long minor, string currency) => minor * Decimals(currency) switch { 0 => 1m, 3 => 0.001m, _ => 0.01m };

    /// <summary>
    /// The amount in full: <c>¥1,234.56</c> and <c>-¥5.00</c> in both languages; other currencies read <c>USD 12.00</c>, in Chinese <c>12.00美元</c>
    /// where the currency has a common name.
    /// </summary>
    /// <param name="minor">Minor units, may be negative.</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="culture">The reader's; the current UI culture when null.</param>
    public static string Format(long minor, string currency, CultureInfo? culture = null)
    {
        var sign = minor < 0 ? "-" : "";
        var digits = Math.Abs(ToMajor(minor, currency)).ToString("N" + Decimals(currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (string.Equals(currency, Yuan, StringComparison.OrdinalIgnoreCase))
        {
            return $"{sign}¥{digits}";
        }

        return IsChinese(culture) && ChineseNames.TryGetValue(currency, out var name)
            ? $"{sign}{digits}{name}"
            : $"{sign}{currency.ToUpperInvariant()} {digits}";
    }

    /// <summary>
    /// The size of an amount for a headline, without a currency sign: 12,345.67 yuan are <c>1.2万</c> or <c>12.3K</c>.
    /// Cut off and never rounded up: a shown total must not exceed the real one.
    /// </summary>
    /// <inheritdoc cref="Format"/>
    public static string FormatCompact(long minor, string currency, CultureInfo? culture = null)
    {
        var major = Math.Abs(ToMajor(minor, currency));
        var (size, unit) = (IsChinese(culture) ? ChineseUnits : EnglishUnits).FirstOrDefault(candidate => major >= candidate.Size, (Size: 1m, Unit: ""));
        var shown = unit.Length == 0
            ? decimal.Truncate(major).ToString("N0", CultureInfo.InvariantCulture)
            : (decimal.Truncate(major / size * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture) + unit;
        return minor < 0 && shown != "0" ? "-" + shown : shown;
    }

    private static bool IsChinese(CultureInfo? culture) => (culture ?? CultureInfo.CurrentUICulture).TwoLetterISOLanguageName != "en";
}
