using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>Searches for conflicts of interest anew, so that the plan that is shown next rests on what is known today.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record PrepareAssignment(string Slug) : ICommand, ICallReviewsRequest;

internal sealed class PrepareAssignmentHandler(CharityDbContext db, AssignmentDesk desk) : IRequestHandler<PrepareAssignment, Result>
{
    public async Task<Result> Handle(PrepareAssignment request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        if (!await db.Set<CallReviewer>().AnyAsync(row => row.CallId == call.Id && row.State == CallReviewerState.Accepted, cancellationToken))
        {
            return Failure.Conflict("no_reviewers", "No reviewer has accepted this call yet. Ask some first.");
        }

        await db.LockAsync(AssignmentDesk.LockOf(call.Id), cancellationToken);
        await desk.RefreshConflictsAsync(call, cancellationToken);
        return Result.Ok;
    }
}
