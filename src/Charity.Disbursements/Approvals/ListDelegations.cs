using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Approvals;

/// <summary>The current user's delegations, given and received, and to whom one can be given.</summary>
/// <param name="Typed">What was typed before; null for a new form.</param>
[Requires(Permissions.ApprovePayments)]
internal sealed record ListDelegations(DelegateApprovals? Typed = null) : IQuery<DelegationList>;

internal sealed record DelegationList(DelegateApprovals Typed, IReadOnlyList<Delegation> Given, IReadOnlyList<Delegation> Received, IReadOnlyList<UserSummary> Colleagues);

internal sealed class ListDelegationsHandler(CharityDbContext db, IUserDirectory users, ICurrentUser user) : IRequestHandler<ListDelegations, Result<DelegationList>>
{
    private const int MostShown = 50;

    public async Task<Result<DelegationList>> Handle(ListDelegations request, CancellationToken cancellationToken)
    {
        var mine = await db.Set<Delegation>().AsNoTracking().Where(delegation => delegation.FromId == user.Id || delegation.ToId == user.Id)
            .OrderByDescending(delegation => delegation.Id).Take(MostShown).ToListAsync(cancellationToken);
        var colleagues = (await users.HoldersAsync(Permissions.ApprovePayments, cancellationToken)).Where(holder => holder.Id != user.Id).ToList();
        return new DelegationList(request.Typed ?? new DelegateApprovals(), mine.FindAll(delegation => delegation.FromId == user.Id), mine.FindAll(delegation => delegation.ToId == user.Id), colleagues);
    }
}
