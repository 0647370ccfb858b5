using Charity.Organisations.Contracts;
using Charity.Platform.Security;

namespace Charity.Organisations.Dossiers;

/// <summary>Keyed fingerprints of what is stored encrypted. The same number has the same fingerprint in every dossier; a telephone never equals an account.</summary>
internal sealed class Fingerprints(FieldCipher cipher) : IPersonFingerprints
{
    public const int Length = 32;

    public byte[] OfIdentity(string number) => cipher.Fingerprint($"identity:{number}");

    public byte[] OfTelephone(string number) => cipher.Fingerprint($"telephone:{number}");

    public byte[] OfAccount(string number) => cipher.Fingerprint($"account:{number}");

    string IPersonFingerprints.OfIdentity(string number) => Convert.ToHexString(OfIdentity(number));

    string IPersonFingerprints.OfTelephone(string number) => Convert.ToHexString(OfTelephone(number));

    string IPersonFingerprints.OfAccount(string number) => Convert.ToHexString(OfAccount(number));

    public byte[] OfEmail(string email) => cipher.Fingerprint($"organisation-invitation:{email}");
}
