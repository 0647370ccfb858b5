using System.Buffers.Binary;
using Charity.Platform.Security;
using Charity.Platform.Text;

namespace Charity.Disbursements.Aid;

/// <summary>
/// The code by which a person looks up their aid: ten signs without look-alikes, made of the payment line's id under the site's key and stored nowhere.
/// What is stored is a fingerprint of the code together with the end of the identity number, so that neither can be tried without the other.
/// </summary>
internal sealed class AidCodes(FieldCipher cipher)
{
    /// <summary>Without I, L, O, 0 and 1.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    public const int Length = 10, DigitsAsked = 4;

    public string Of(Guid lineId)
    {
        // 64 bits for 49.5: no sign is more likely than another by more than one in ten thousand.
        var rest = BinaryPrimitives.ReadUInt64BigEndian(cipher.Fingerprint($"aid-code:{lineId:N}"));
        return string.Create(Length, rest, static (code, rest) =>
        {
            for (var i = 0; i < code.Length; i++)
            {
                (rest, var sign) = Math.DivRem(rest, (ulong)Alphabet.Length);
                code[i] = Alphabet[(int)sign];
            }
        });
    }

    /// <summary>In two groups of five, as it is handed out.</summary>
    public string Shown(Guid lineId) => Of(lineId).Insert(Length / 2, "-");

    /// <summary>In hexadecimal.</summary>
    public string Fingerprint(Guid lineId, string identityNumber) => Fingerprint(Of(lineId), identityNumber[^DigitsAsked..]);

    /// <summary>Of what somebody typed; null when it can be no code or no end of an identity number.</summary>
    public string? FingerprintOfTyped(string? code, string? lastFour)
    {
        var (plainCode, plainEnd) = (Plain(code), Plain(lastFour));
        return plainCode.Length == Length && plainCode.All(sign => Alphabet.Contains(sign, StringComparison.Ordinal))
            && plainEnd.Length == DigitsAsked && plainEnd[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(plainEnd[^1]) || plainEnd[^1] == 'X')
                ? Fingerprint(plainCode, plainEnd)
                : null;
    }

    private string Fingerprint(string code, string lastFour) => Convert.ToHexString(cipher.Fingerprint($"aid-lookup:{code}:{lastFour}"));

    private static string Plain(string? typed) => string.Concat(HalfWidth.Of(typed ?? string.Empty).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
