namespace Charity.Platform.Identifiers;

/// <summary>
/// The number of a bank card: 8 to 19 digits with a Luhn check digit (ISO/IEC 7812-1). Account numbers of companies often follow no such rule,
/// so a problem found here is a warning to look again and never a reason to refuse.
/// </summary>
public static class BankCardNumber
{
    /// <summary>Checks a typed number; full width, spaces and hyphens do not matter.</summary>
    public static IdentifierCheck Check(string? typed)
    {
        var number = Typed.Normalise(typed);
        return new IdentifierCheck(number, Problem(number));
    }

    private static IdentifierProblem? Problem(string number) => number switch
    {
        { Length: 0 } => IdentifierProblem.Empty,
        _ when !Typed.AreDigits(number) => IdentifierProblem.Characters,
        { Length: < 8 or > 19 } => IdentifierProblem.Length,
        _ when LuhnSum(number) % 10 != 0 => IdentifierProblem.CheckDigit,
        _ => null,
    };

    private static int LuhnSum(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            var value = i % 2 == 0 ? digit : digit * 2;
            sum += value > 9 ? value - 9 : value;
        }

        return sum;
    }
}
