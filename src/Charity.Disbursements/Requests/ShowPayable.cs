using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Contracts;
using MediatR;

namespace Charity.Disbursements.Requests;

/// <summary>What an organisation sees before it asks for an instalment: how much, for what, to which account.</summary>
[SignedIn]
internal sealed record ShowPayable(Guid InstalmentId) : IQuery<PayablePage>;

/// <param name="Account">Masked; null when none was given.</param>
internal sealed record PayablePage(ProjectInstalment Instalment, string? Bank, string? Account, bool IsAccountProved);

internal sealed class ShowPayableHandler(IProjectMoney projects, IOrganisations organisations, IPayeeAccounts accounts, ICurrentUser user) : IRequestHandler<ShowPayable, Result<PayablePage>>
{
    public async Task<Result<PayablePage>> Handle(ShowPayable request, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(request.InstalmentId, cancellationToken) is not { } instalment
            || await organisations.RoleOfAsync(user.Id ?? Guid.Empty, instalment.OrganisationId, cancellationToken) is null)
        {
            return Failure.NotFound("instalment_unknown", "There is no such instalment.");
        }

        var account = await accounts.FindAsync(instalment.OrganisationId, cancellationToken);
        return new PayablePage(instalment, account?.BankName, account is null ? null : PersonalData.MaskBankAccount(account.Number), account is { IsProved: true });
    }
}
