using System.Text.RegularExpressions;

namespace Charity.Platform.Identifiers;

/// <summary>
/// A telephone number of mainland China: a mobile number (11 digits from 13 to 19) or a landline with its area code (the numbering plan of the Ministry
/// of Industry and Information Technology: three digits 010, 02x and 8 of the line, or four digits 03xx to 09xx and 7 or 8 of the line).
/// </summary>
public static partial class ChineseTelephone
{
    /// <summary>
    /// Checks a typed number; +86, spaces, hyphens, brackets and full width do not matter. Normalised: 13812345678 and 0510-85012345.
    /// </summary>
    public static IdentifierCheck Check(string? typed)
    {
        var digits = WithoutCountryCode(Typed.Normalise(typed).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));
        if (digits.Length == 0)
        {
            return new IdentifierCheck("", IdentifierProblem.Empty);
        }

        if (!Typed.AreDigits(digits))
        {
            return new IdentifierCheck(digits, IdentifierProblem.Characters);
        }

        if (Mobile().IsMatch(digits))
        {
            return new IdentifierCheck(digits, null);
        }

        var landline = Landline().Match(digits);
        return landline.Success
            ? new IdentifierCheck($"{landline.Groups["area"].Value}-{landline.Groups["line"].Value}", null)
            : new IdentifierCheck(digits, WithoutArea().IsMatch(digits) ? IdentifierProblem.AreaCode : Misshapen(digits));
    }

    /// <summary>Whether a number in normalised form is a mobile one, which can get text messages.</summary>
    public static bool IsMobile(string normalised) => Mobile().IsMatch(normalised);

    // Abroad the leading 0 of the area code is not dialled: +86 10 8501 2345.
    private static string WithoutCountryCode(string number)
    {
        var match = CountryCode().Match(number);
        var rest = number[match.Length..];
        return !match.Success || rest.StartsWith('0') || Mobile().IsMatch(rest) ? rest : "0" + rest;
    }

    private static IdentifierProblem Misshapen(string digits) => digits[0] switch
    {
        '1' => digits.Length == 11 ? IdentifierProblem.Characters : IdentifierProblem.Length,
        '0' when !Area().IsMatch(digits) => IdentifierProblem.AreaCode,
        _ => IdentifierProblem.Length,
    };

    // The brackets of +86 may stand around it; 86 alone counts only before a mobile number, else 8612345 would lose its front.
    [GeneratedRegex(@"\A(?:\+86|0086|86(?=1[3-9][0-9]{9}\z))")]
    private static partial Regex CountryCode();

    [GeneratedRegex(@"\A1[3-9][0-9]{9}\z")]
    private static partial Regex Mobile();

    [GeneratedRegex(@"\A(?:010|02[0-57-9]|0[3-9][0-9]{2})")]
    private static partial Regex Area();

    [GeneratedRegex(@"\A(?:(?<area>010|02[0-57-9])(?<line>[2-9][0-9]{7})|(?<area>0[3-9][0-9]{2})(?<line>[2-9][0-9]{6,7}))\z")]
    private static partial Regex Landline();

    [GeneratedRegex(@"\A[2-9][0-9]{6,7}\z")]
    private static partial Regex WithoutArea();
}
