using Charity.Platform.Text;

namespace Charity.Organisations.Contracts;

/// <summary>The charity that runs the site, with what the law asks to be shown (Charity Law, articles 22, 25, 38).</summary>
/// <param name="CreditCode">Unified social credit code, GB 32100-2015.</param>
public sealed record CharityProfile(
    LocalizedText Name,
    string CreditCode,
    string LegalRepresentative,
    FundraisingQualification? Qualification,
    LocalizedText Address,
    string Telephone,
    string Email,
    LocalizedText BankName,
    string BankAccountName,
    string BankAccountNumber,
    string ReceiptHandler,
    LocalizedText DonorQueries);

/// <summary>The certificate for public fundraising (Charity Law, article 22).</summary>
public sealed record FundraisingQualification(string CertificateNumber, LocalizedText IssuedBy, DateOnly IssuedOn, DateOnly ValidUntil)
{
    public bool IsValidOn(DateOnly day) => day >= IssuedOn && day <= ValidUntil;
}

public interface ICharityProfile
{
    /// <summary>Null before the charity has been entered.</summary>
    ValueTask<CharityProfile?> GetAsync(CancellationToken cancellationToken);
}
