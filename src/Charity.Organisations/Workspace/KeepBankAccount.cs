using Charity.Organisations.Dossiers;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Enters the account that money is to be paid to. It must be held in the organisation's own name, and is used once the bureau has proved it.</summary>
/// <param name="AccountNumber">Empty keeps the number that was given before.</param>
[SignedIn]
internal sealed record KeepBankAccount(Guid OrganisationId, int Revision, string? BankName, string? AccountName, string? AccountNumber) : ICommand, IFinanceRequest;

internal sealed class KeepBankAccountValidator : AbstractValidator<KeepBankAccount>
{
    public KeepBankAccountValidator()
    {
        RuleFor(account => account.BankName).IsWritten().Says("bank_name_missing", "Please name the bank and its branch.").MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(account => account.AccountName).IsWritten().Says("account_name_missing", "Please enter the name the account is held in.").MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);

        // A company's account number need not have a card's check digit, so only its shape is asked for.
        RuleFor(account => account.AccountNumber).Must(number => string.IsNullOrWhiteSpace(number) || IsNumber(number)).Says("account_number_wrong", "Please enter the account number: 8 to 32 digits.");
    }

    private static bool IsNumber(string number) => BankCardNumber.Check(number).Normalised is { Length: >= 8 and <= 32 } digits && digits.All(char.IsAsciiDigit);
}

internal sealed class KeepBankAccountHandler(DossierDesk desk, Fingerprints fingerprints, TimeProvider clock) : IRequestHandler<KeepBankAccount, Result>
{
    public Task<Result> Handle(KeepBankAccount request, CancellationToken cancellationToken) =>
        desk.EditAsync(request.OrganisationId, request.Revision, organisation => Change(organisation, request), cancellationToken);

    private Failure? Change(SocialOrganisation organisation, KeepBankAccount request)
    {
        var name = PlainText.Clean(request.AccountName);
        if (name != organisation.Name.Zh)
        {
            return Failure.Field(nameof(request.AccountName), "account_name_differs", "The account must be held in the organisation's own name: {0}.", organisation.Name.Zh);
        }

        var number = string.IsNullOrWhiteSpace(request.AccountNumber) ? null : BankCardNumber.Check(request.AccountNumber).Normalised;
        if (number is null && organisation.BankAccount is null)
        {
            return Failure.Field(nameof(request.AccountNumber), "account_number_wrong", "Please enter the account number: 8 to 32 digits.");
        }

        organisation.BankAt(new AccountFacts(PlainText.Clean(request.BankName), name, number), fingerprints, clock.GetUtcNow());
        return null;
    }
}
