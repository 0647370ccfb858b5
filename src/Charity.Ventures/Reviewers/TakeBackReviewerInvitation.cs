using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Ends an invitation that nobody has accepted.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record TakeBackReviewerInvitation(Guid Id) : ICommand;

internal sealed class TakeBackReviewerInvitationHandler(CharityDbContext db, ReviewerDesk desk) : IRequestHandler<TakeBackReviewerInvitation, Result>
{
    public async Task<Result> Handle(TakeBackReviewerInvitation request, CancellationToken cancellationToken)
    {
        if (await db.Set<ReviewerInvitation>().SingleOrDefaultAsync(invitation => invitation.Id == request.Id && invitation.EndedUtc == null, cancellationToken) is not { } invitation)
        {
            return ReviewerFailures.InvitationUnknown;
        }

        await desk.EndAsync(invitation, cancellationToken);
        return Result.Ok;
    }
}
