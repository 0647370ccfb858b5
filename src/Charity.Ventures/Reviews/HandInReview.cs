using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Duties;
using MediatR;

namespace Charity.Ventures.Reviews;

/// <summary>Locks a review after a second look. From then on it stays as it is, and its reviewer sees the others'.</summary>
/// <param name="Revision">What the reviewer has looked at.</param>
[SignedIn]
internal sealed record HandInReview(Guid Id, int Revision) : ICommand;

internal sealed class HandInReviewHandler(ReviewDesk desk, IWorkflowDoor door, DutyCheck duties, TimeProvider clock) : IRequestHandler<HandInReview, Result>
{
    public async Task<Result> Handle(HandInReview request, CancellationToken cancellationToken)
    {
        var found = await desk.FindToWriteAsync(request.Id, cancellationToken);
        if (found.Failure is { } refusal)
        {
            return refusal;
        }

        if (found.Value.Revision != request.Revision)
        {
            return Failure.Conflict("review_changed", "You have saved this review in another window meanwhile. Look at that version first.");
        }

        var locked = await door.FireAsync(ReviewProcess.Table, found.Value, ReviewProcess.Lock, expectedVersion: null, note: null, cancellationToken);
        if (locked.Succeeded)
        {
            found.Value.LockedAt(clock.GetUtcNow().UtcDateTime);
            await duties.RecordMineAsync(found.Value.SubmissionId, Duty.Score, cancellationToken);
        }

        return locked;
    }
}
