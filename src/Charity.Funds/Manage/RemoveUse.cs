using Charity.Funds.Register;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Takes back an item that was told by mistake; the audit trail keeps it.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record RemoveUse(string Slug, int Revision, Guid Id) : ICommand, IFundRequest;

internal sealed class RemoveUseHandler(FundDesk desk) : IRequestHandler<RemoveUse, Result>
{
    public Task<Result> Handle(RemoveUse request, CancellationToken cancellationToken) =>
        desk.EditAsync(request.Slug, request.Revision, fund => Task.FromResult(Change(fund, request.Id)), cancellationToken);

    private static Failure? Change(Fund fund, Guid id)
    {
        if (fund.Uses.FirstOrDefault(use => use.Id == id) is not { } told)
        {
            return UseFailures.Unknown;
        }

        fund.Withdraw(told);
        return null;
    }
}
