using Charity.Platform.Security;
using Charity.Platform.Text;

namespace Charity.Donations.Giving;

/// <summary>A donor's e-mail address, which nobody has to give.</summary>
internal static class DonorEmail
{
    /// <summary>The address as it is kept; null when none was typed.</summary>
    public static string? Clean(string? typed) => EmailAddresses.Clean(typed) is { Length: > 0 } address ? address : null;

    public static bool IsEmptyOrValid(string? typed) => Clean(typed) is null || EmailAddresses.IsValid(typed);

    /// <summary>What a gift's address is found by.</summary>
    public static byte[] Fingerprint(FieldCipher cipher, string address) => cipher.Fingerprint("email:" + Clean(address));
}
