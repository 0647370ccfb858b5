using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Profile;

/// <summary>Enters or corrects the charity's record. The certificate is all or nothing.</summary>
[Requires(Permissions.ManageCharity)]
internal sealed record EditCharity : ICommand
{
    public CharityKind Kind { get; init; }
    public TypedText Name { get; init; } = new();
    public string? CreditCode { get; init; }
    public string? LegalRepresentative { get; init; }
    public string? CertificateNumber { get; init; }
    public TypedText CertificateIssuedBy { get; init; } = new();
    public DateOnly? CertificateIssuedOn { get; init; }
    public DateOnly? CertificateValidUntil { get; init; }
    public TypedText Address { get; init; } = new();
    public string? Telephone { get; init; }
    public string? Email { get; init; }
    public TypedText BankName { get; init; } = new();
    public string? BankAccountName { get; init; }
    public string? BankAccountNumber { get; init; }
    public string? ReceiptHandler { get; init; }
    public TypedText DonorQueries { get; init; } = new();

    /// <summary>The version that was looked at; null when nothing had been entered.</summary>
    public int? Version { get; init; }

    public bool NamesCertificate =>
        !string.IsNullOrWhiteSpace(CertificateNumber) || CertificateIssuedBy.ToText() is not null || CertificateIssuedOn is not null || CertificateValidUntil is not null;

    public CharityProfile ToProfile() => new(
        Name.ToText()!,
        CreditCode!,
        PlainText.Clean(LegalRepresentative),
        NamesCertificate ? new FundraisingQualification(PlainText.Clean(CertificateNumber), CertificateIssuedBy.ToText()!, CertificateIssuedOn!.Value, CertificateValidUntil!.Value) : null,
        Address.ToText()!,
        PlainText.Clean(Telephone),
        PlainText.Clean(Email),
        BankName.ToText()!,
        PlainText.Clean(BankAccountName),
        PlainText.Clean(BankAccountNumber),
        PlainText.Clean(ReceiptHandler),
        DonorQueries.ToText(keepLines: true)!);
}

internal sealed class EditCharityValidator : AbstractValidator<EditCharity>
{
    public EditCharityValidator()
    {
        RuleFor(c => c.Name.Zh).IsWritten().Says("charity_name_missing", "Please enter the charity's full Chinese name.");
        RuleFor(c => c.CreditCode).Must(code => UnifiedSocialCreditCode.Check(code).IsValid)
            .Says("credit_code_wrong", "This is not a unified social credit code. Please compare its 18 characters with the registration certificate.");
        RuleFor(c => c.LegalRepresentative).IsWritten().Says("legal_representative_missing", "Please name the legal representative.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(c => c.Address.Zh).IsWritten().Says("address_missing", "Please enter the address in Chinese.");
        RuleFor(c => c.Telephone).IsWritten().Says("telephone_missing", "Please enter a telephone number donors can call.").MaximumLength(40).Says("text_too_long", "Please use at most {0} characters.", 40);
        RuleFor(c => c.Email).NotEmpty().EmailAddress().Says("email_wrong", "Please enter a valid e-mail address.").MaximumLength(254).Says("text_too_long", "Please use at most {0} characters.", 254);
        RuleFor(c => c.BankName.Zh).IsWritten().Says("bank_missing", "Please name the bank in Chinese.");
        RuleFor(c => c.BankAccountName).IsWritten().Says("account_name_missing", "Please enter the name the account is held in.").MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(c => c.BankAccountNumber).IsWritten().Says("account_number_missing", "Please enter the account number.").MaximumLength(40).Says("text_too_long", "Please use at most {0} characters.", 40);
        RuleFor(c => c.ReceiptHandler).IsWritten().Says("receipt_handler_missing", "Please name the person who issues receipts.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(c => c.DonorQueries.Zh).IsWritten().Says("donor_queries_missing", "Please tell donors how to ask about their gifts.");
        When(c => c.NamesCertificate, () =>
        {
            RuleFor(c => c.CertificateNumber).IsWritten().Says("certificate_number_missing", "Please enter the certificate's number.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
            RuleFor(c => c.CertificateIssuedBy.Zh).IsWritten().Says("certificate_issuer_missing", "Please say in Chinese who issued the certificate.");
            RuleFor(c => c.CertificateIssuedOn).NotNull().Says("certificate_dates_missing", "Please enter both dates of the certificate.");
            RuleFor(c => c.CertificateValidUntil).NotNull().Says("certificate_dates_missing", "Please enter both dates of the certificate.")
                .Must((c, until) => until is null || c.CertificateIssuedOn is null || until > c.CertificateIssuedOn)
                .Says("certificate_ends_early", "The certificate must be valid beyond the day it was issued.");
        });
    }
}

internal sealed class EditCharityHandler(CharityDbContext db, UnitOfWork unitOfWork, CharityProfileReader reader) : IRequestHandler<EditCharity, Result>
{
    public async Task<Result> Handle(EditCharity request, CancellationToken cancellationToken)
    {
        var charity = await db.Set<CharityOrganisation>().SingleOrDefaultAsync(cancellationToken);
        if (charity?.Version != request.Version)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        if (charity is null)
        {
            db.Add(CharityOrganisation.Enter(request.Kind, request.ToProfile()));
        }
        else
        {
            charity.Describe(request.Kind, request.ToProfile());
        }

        unitOfWork.AfterCommit(reader.Forget);
        return Result.Ok;
    }
}
