using Charity.Organisations.Documents;
using Charity.Organisations.Dossiers;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>Says that the bureau has seen the account to be the organisation's. Money is paid only to a proved account.</summary>
/// <param name="Revision">The revision that was looked at: an account that changed since is not proved.</param>
[Requires(Permissions.ProveOrganisationAccounts)]
internal sealed record ProveBankAccount(Guid Id, int Revision) : ICommand;

internal sealed class ProveBankAccountHandler(DossierDesk desk, IAttachments attachments, ICurrentUser user, CheckerCheck checkers, TimeProvider clock) : IRequestHandler<ProveBankAccount, Result>
{
    public async Task<Result> Handle(ProveBankAccount request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { BankAccount: { } account } organisation)
        {
            return AccessFailures.Unknown;
        }

        if (organisation.Revision != request.Revision)
        {
            return AccessFailures.ChangedMeanwhile;
        }

        if (await checkers.RefusalAsync(organisation.Id, Permissions.ProveOrganisationAccounts, cancellationToken) is { } own)
        {
            return own;
        }

        if ((await attachments.ListAsync(DossierDocuments.Of(organisation.Id), cancellationToken)).All(document => document.Purpose != DossierDocuments.Bank))
        {
            return Failure.Conflict("account_without_proof", "The organisation has handed in no proof of its account. Ask it to add the bank's letter or account permit to its documents.");
        }

        if (account.AccountName != organisation.Name.Zh)
        {
            return Failure.Conflict("account_name_differs", "The account must be held in the organisation's own name: {0}.", organisation.Name.Zh);
        }

        account.Prove(user.Name, clock.GetUtcNow());
        organisation.CountEdit();
        return Result.Ok;
    }
}
