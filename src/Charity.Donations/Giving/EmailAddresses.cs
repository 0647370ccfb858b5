using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using Charity.Platform.Security;
using Charity.Platform.Text;

namespace Charity.Donations.Giving;

internal static class EmailAddresses
{
    /// <summary>The address as it is kept: trimmed, in lower case; null when none was typed.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Addresses are shown to people and written in lower case.")]
    public static string? Clean(string? typed) => PlainText.Clean(typed) is { Length: > 0 } text ? text.ToLowerInvariant() : null;

    public static bool AreEmptyOrValid(string? typed) => Clean(typed) is not { } address
        || (address.Length <= Donation.EmailLength && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address && parsed.Host.Contains('.', StringComparison.Ordinal));

    /// <summary>What a gift's address is found by.</summary>
    public static byte[] Fingerprint(FieldCipher cipher, string address) => cipher.Fingerprint("email:" + Clean(address));
}
