using Charity.Platform.Security;

namespace Charity.Organisations.Dossiers;

/// <summary>Keyed fingerprints of what is stored encrypted. The same number has the same fingerprint in every dossier; a telephone never equals an account.</summary>
internal sealed class Fingerprints(FieldCipher cipher)
{
    public const int Length = 32;

    public byte[] OfIdentity(string number) => cipher.Fingerprint($"identity:{number}");

    public byte[] OfTelephone(string number) => cipher.Fingerprint($"telephone:{number}");

    public byte[] OfAccount(string number) => cipher.Fingerprint($"account:{number}");

    public byte[] OfEmail(string email) => cipher.Fingerprint($"organisation-invitation:{email}");
}
