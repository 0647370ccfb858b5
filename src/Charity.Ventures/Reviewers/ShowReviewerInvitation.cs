using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using MediatR;

namespace Charity.Ventures.Reviewers;

/// <summary>What an invitation's link leads to, for whoever holds it.</summary>
[Anybody]
internal sealed record ShowReviewerInvitation(string Token) : IQuery<ReviewerInvitationPage>;

/// <param name="Refusal">Why the person who is signed in cannot accept it; null when they can, or when nobody is signed in.</param>
internal sealed record ReviewerInvitationPage(string Token, bool IsSignedIn, Failure? Refusal);

internal sealed class ShowReviewerInvitationHandler(ReviewerDesk desk, IUserDirectory users, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<ShowReviewerInvitation, Result<ReviewerInvitationPage>>
{
    public async Task<Result<ReviewerInvitationPage>> Handle(ShowReviewerInvitation request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Token, cancellationToken) is not { } invitation)
        {
            return ReviewerFailures.InvitationUnknown;
        }

        if (!invitation.IsOpen(clock.GetUtcNow()))
        {
            return ReviewerFailures.InvitationOver;
        }

        var person = user.Id is { } id ? await users.FindAsync(id, cancellationToken) : null;
        return new ReviewerInvitationPage(request.Token, person is not null, person is null ? null : desk.Refuse(invitation, person));
    }
}
