using System.Text.RegularExpressions;

namespace Charity.Platform.Text;

/// <summary>Why a typed amount was not understood.</summary>
public enum AmountProblem
{
    /// <summary>Nothing was typed.</summary>
    Empty,

    /// <summary>It is not one plain number; also separators in wrong places and marks of another currency.</summary>
    NotANumber,

    /// <summary>More decimals than the currency has, even if they are zeros: <c>1.234</c> may have been meant as a thousand.</summary>
    TooManyDecimals,

    /// <summary>A number below zero.</summary>
    Negative,

    /// <summary>More than <see cref="AmountParser.Largest"/>.</summary>
    TooLarge,
}

/// <summary>A typed amount: either <paramref name="Minor"/> units or the <paramref name="Problem"/> is set.</summary>
public sealed record AmountParse(long? Minor, AmountProblem? Problem);

/// <summary>
/// Understands an amount as a person types it, also on a Chinese keyboard (<c>￥１，２３４．５６</c>, <c>100 元</c>), and nothing that could mean two things.
/// Zero is a number; whether it is enough is the form's rule.
/// </summary>
public static partial class AmountParser
{
    /// <summary>The largest amount accepted, in minor units: the largest a receipt can spell out, so that no sum of gifts comes near an overflow.</summary>
    public const long Largest = ChineseNumerals.Largest;

    /// <summary>Reads an amount of a currency (ISO 4217). Yuan marks are accepted for CNY only, the sign ¥ also for JPY. Never throws on what was typed.</summary>
    public static AmountParse Parse(string? typed, string currency)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return Because(AmountProblem.Empty);
        }

        var match = Number().Match(HalfWidth.Of(typed).Trim());
        if (!match.Success || !MarksFit(match, currency))
        {
            return Because(AmountProblem.NotANumber);
        }

        var fraction = match.Groups["fraction"].Value;
        var decimals = Money.Decimals(currency);
        if (match.Groups["minus"].Success)
        {
            return Because(AmountProblem.Negative);
        }

        if (fraction.Length > decimals)
        {
            return Because(AmountProblem.TooManyDecimals);
        }

        var minor = 0L;
        foreach (var digit in match.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal) + fraction.PadRight(decimals, '0'))
        {
            minor = (minor * 10) + (digit - '0');
            if (minor > Largest)
            {
                return Because(AmountProblem.TooLarge);
            }
        }

        return new AmountParse(minor, null);
    }

    private static AmountParse Because(AmountProblem problem) => new(null, problem);

    private static bool MarksFit(Match match, string currency)
    {
        var yuan = match.Groups["yuan"].Success;
        var yen = match.Groups["sign"].Success;
        return string.Equals(currency, Money.Yuan, StringComparison.OrdinalIgnoreCase)
            || (!yuan && (!yen || string.Equals(currency, "JPY", StringComparison.OrdinalIgnoreCase)));
    }

    // [0-9] and not \d, which takes Arabic-Indic and every other script's digits. The end is \z, since $ would let a last line break pass.
    [GeneratedRegex(
        """
        \A
        (?: (?<minus>[-−]) [ ]* )?
        (?: (?: (?<sign>¥) | (?<yuan>RMB|CNY) ) [ ]* (?<minus>[-−])? )?
        (?<whole> [1-9][0-9]{0,2}(?:,[0-9]{3})+ | [0-9]+ )
        (?: \.(?<fraction>[0-9]+) )?
        [ ]* (?<yuan>元|圆|yuan)?
        \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
