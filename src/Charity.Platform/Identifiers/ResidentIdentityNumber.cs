using System.Collections.Frozen;
using System.Globalization;

namespace Charity.Platform.Identifiers;

/// <summary>
/// The citizen identification number, GB 11643-1999: six digits of region (GB/T 2260), eight of birth date, three of sequence and a check character
/// (ISO 7064 MOD 11-2). Sensitive personal information: store it encrypted and show it masked. The 15-digit form of before 1999 is no longer valid.
/// </summary>
public static class ResidentIdentityNumber
{
    private const string CheckCharacters = "10X98765432";

    private static readonly FrozenSet<string> Provinces = new[]
    {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", // 81 to 83: residence permits of Hong Kong, Macao, Taiwan
    }.ToFrozenSet();

    private static ReadOnlySpan<int> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks a typed number; a lower-case x, full width, spaces and hyphens do not matter.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="today">The day it is in China; nobody is born after it.</param>
    public static IdentifierCheck Check(string? typed, DateOnly today)
    {
        var number = Typed.Normalise(typed);
        return new IdentifierCheck(number, Problem(number, today));
    }

    private static IdentifierProblem? Problem(string number, DateOnly today)
    {
        if (number.Length != 18)
        {
            return number.Length == 0 ? IdentifierProblem.Empty : IdentifierProblem.Length;
        }

        if (!Typed.AreDigits(number.AsSpan(0, 17)) || number[17] is not ('X' or (>= '0' and <= '9')))
        {
            return IdentifierProblem.Characters;
        }

        if (!Provinces.Contains(number[..2]))
        {
            return IdentifierProblem.Region;
        }

        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
        {
            return IdentifierProblem.Date;
        }

        return born > today ? IdentifierProblem.FutureDate
            : number[17] != CheckCharacter(number) ? IdentifierProblem.CheckDigit
            : null;
    }

    private static char CheckCharacter(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (number[i] - '0') * Weights[i];
        }

        return CheckCharacters[sum % 11];
    }
}
