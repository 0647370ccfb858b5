namespace Charity.Organisations.Contracts;

/// <summary>
/// Makes the fingerprints that stand in <see cref="OrganisationDossier"/> from numbers another module is given, so that they can be
/// compared. In hexadecimal; of numbers in their normalised form.
/// </summary>
public interface IPersonFingerprints
{
    string OfIdentity(string number);

    string OfTelephone(string number);

    string OfAccount(string number);
}
