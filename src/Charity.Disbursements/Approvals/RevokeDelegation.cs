using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Approvals;

/// <summary>Ends a delegation of the current user's at once; what was approved by it stays.</summary>
[Requires(Permissions.ApprovePayments)]
internal sealed record RevokeDelegation(Guid Id) : ICommand;

internal sealed class RevokeDelegationHandler(CharityDbContext db, ICurrentUser user, TimeProvider clock) : IRequestHandler<RevokeDelegation, Result>
{
    public async Task<Result> Handle(RevokeDelegation request, CancellationToken cancellationToken)
    {
        if (await db.Set<Delegation>().SingleOrDefaultAsync(delegation => delegation.Id == request.Id && delegation.FromId == user.Id, cancellationToken) is not { } delegation)
        {
            return Failure.NotFound("delegation_unknown", "There is no such delegation of yours.");
        }

        delegation.Revoke(clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }
}
