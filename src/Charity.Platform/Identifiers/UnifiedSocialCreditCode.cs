using System.Buffers;

namespace Charity.Platform.Identifiers;

/// <summary>
/// The unified social credit code of an organisation, GB 32100-2015: 18 characters, being the registering authority, the type, six digits of region,
/// the organisation code with its own check character (GB 11714-1997) and a check character. Civil affairs registers 51, 52 and 53.
/// </summary>
public static class UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // without I, O, S, V and Z
    private const string OrganisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private static ReadOnlySpan<int> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private static ReadOnlySpan<int> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks a typed code; letter case, full width, spaces and hyphens do not matter.</summary>
    public static IdentifierCheck Check(string? typed)
    {
        var code = Typed.Normalise(typed);
        return new IdentifierCheck(code, Problem(code));
    }

    private static IdentifierProblem? Problem(string code) => code switch
    {
        { Length: 0 } => IdentifierProblem.Empty,
        { Length: not 18 } => IdentifierProblem.Length,
        _ when code.AsSpan().ContainsAnyExcept(Allowed) || !Typed.AreDigits(code.AsSpan(2, 6)) => IdentifierProblem.Characters,
        _ when code[17] != CheckCharacter(code) => IdentifierProblem.CheckDigit,
        _ when code[16] != OrganisationCheckCharacter(code.AsSpan(8, 8)) => IdentifierProblem.OrganisationCheckDigit,
        _ => null,
    };

    private static char CheckCharacter(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Alphabet.IndexOf(code[i], StringComparison.Ordinal) * Weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    private static char OrganisationCheckCharacter(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var i = 0; i < OrganisationWeights.Length; i++)
        {
            sum += OrganisationAlphabet.IndexOf(code[i], StringComparison.Ordinal) * OrganisationWeights[i];
        }

        return (11 - (sum % 11)) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }
}
