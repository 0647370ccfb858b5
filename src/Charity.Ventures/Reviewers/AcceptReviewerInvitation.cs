using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Joins the pool by an invitation: the account's confirmed address must be the one that was invited. Works once.</summary>
[SignedIn]
internal sealed record AcceptReviewerInvitation(string Token) : ICommand;

internal sealed class AcceptReviewerInvitationHandler(CharityDbContext db, ReviewerDesk desk, IUserDirectory users, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<AcceptReviewerInvitation, Result>
{
    public async Task<Result> Handle(AcceptReviewerInvitation request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Token, cancellationToken) is not { } invitation || await users.FindAsync(user.Id!.Value, cancellationToken) is not { } person)
        {
            return ReviewerFailures.InvitationUnknown;
        }

        if (desk.Refuse(invitation, person) is { } refusal)
        {
            return refusal;
        }

        if (!await db.Set<Reviewer>().AnyAsync(reviewer => reviewer.UserId == person.Id, cancellationToken))
        {
            db.Add(Reviewer.Join(person.Id, invitation.Name, clock.GetUtcNow()));
        }

        await desk.EndAsync(invitation, cancellationToken);
        return Result.Ok;
    }
}
