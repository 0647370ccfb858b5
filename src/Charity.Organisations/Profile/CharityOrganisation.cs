using Charity.Organisations.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Identifiers;
using Charity.Platform.Text;

namespace Charity.Organisations.Profile;

/// <summary>The forms a charity may take (Charity Law, article 8), and the federation, a social group with members.</summary>
internal enum CharityKind
{
    CharityFederation,
    Foundation,
    SocialGroup,
    SocialServiceOrganisation,
}

/// <summary>The charity that runs the site; one row.</summary>
[Audited]
internal sealed class CharityOrganisation
{
    /// <summary>The key of the only row: a second charity cannot be entered.</summary>
    public static readonly Guid TheOne = new("00000000-0000-7000-8000-000000000001");

    private CharityOrganisation()
    {
    }

    public Guid Id { get; private init; } = TheOne;
    public CharityKind Kind { get; private set; }
    public LocalizedText Name { get; private set; } = new(string.Empty);
    public string CreditCode { get; private set; } = string.Empty;
    public string LegalRepresentative { get; private set; } = string.Empty;
    public string? CertificateNumber { get; private set; }
    public LocalizedText? CertificateIssuedBy { get; private set; }
    public DateOnly? CertificateIssuedOn { get; private set; }
    public DateOnly? CertificateValidUntil { get; private set; }
    public LocalizedText Address { get; private set; } = new(string.Empty);
    public string Telephone { get; private set; } = string.Empty;
    public string Email { get; private set; } = string.Empty;
    public LocalizedText BankName { get; private set; } = new(string.Empty);
    public string BankAccountName { get; private set; } = string.Empty;
    public string BankAccountNumber { get; private set; } = string.Empty;
    public string ReceiptHandler { get; private set; } = string.Empty;
    public LocalizedText DonorQueries { get; private set; } = new(string.Empty);
    public int Version { get; private set; }

    public static CharityOrganisation Enter(CharityKind kind, CharityProfile profile)
    {
        var charity = new CharityOrganisation();
        charity.Describe(kind, profile);
        return charity;
    }

    public CharityProfile ToProfile() => new(
        Name, CreditCode, LegalRepresentative, Qualification(), Address, Telephone, Email, BankName, BankAccountName, BankAccountNumber, ReceiptHandler, DonorQueries);

    /// <exception cref="ArgumentException">The credit code is malformed; check it first, to say so kindly.</exception>
    public void Describe(CharityKind kind, CharityProfile profile)
    {
        var code = UnifiedSocialCreditCode.Check(profile.CreditCode);
        if (!code.IsValid)
        {
            throw new ArgumentException($"{profile.CreditCode} is not a unified social credit code: {code.Problem}.", nameof(profile));
        }

        if (Kind == kind && ToProfile() == profile with { CreditCode = code.Normalised })
        {
            return;
        }

        Kind = kind;
        Name = profile.Name;
        CreditCode = code.Normalised;
        LegalRepresentative = profile.LegalRepresentative;
        CertificateNumber = profile.Qualification?.CertificateNumber;
        CertificateIssuedBy = profile.Qualification?.IssuedBy;
        CertificateIssuedOn = profile.Qualification?.IssuedOn;
        CertificateValidUntil = profile.Qualification?.ValidUntil;
        Address = profile.Address;
        Telephone = profile.Telephone;
        Email = profile.Email;
        BankName = profile.BankName;
        BankAccountName = profile.BankAccountName;
        BankAccountNumber = profile.BankAccountNumber;
        ReceiptHandler = profile.ReceiptHandler;
        DonorQueries = profile.DonorQueries;
        Version++;
    }

    private FundraisingQualification? Qualification() =>
        CertificateNumber is { } number && CertificateIssuedBy is { } by && CertificateIssuedOn is { } on && CertificateValidUntil is { } until
            ? new FundraisingQualification(number, by, on, until)
            : null;
}
