using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;

namespace Charity.Ventures.Defences;

/// <summary>A juror declares an interest and leaves for one defence; what they had given does not count.</summary>
[SignedIn]
internal sealed record LeaveDefence(Guid SlotId) : ICommand;

internal sealed class LeaveDefenceHandler(CharityDbContext db, DefenceDesk desk, ICurrentUser user, TimeProvider clock) : IRequestHandler<LeaveDefence, Result>
{
    public async Task<Result> Handle(LeaveDefence request, CancellationToken cancellationToken)
    {
        await db.LockAsync(DefenceDesk.LockOf(request.SlotId), cancellationToken);
        if (await desk.SlotOfMineAsync(request.SlotId, cancellationToken) is not { } open)
        {
            return DefenceFailures.UnknownSlot;
        }

        if (open.Slot.IsLocked)
        {
            return DefenceFailures.Locked;
        }

        (await DefenceScores.TakeAsync(db, open.Slot.Id, user.Id!.Value, cancellationToken)).Leave(clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }
}
