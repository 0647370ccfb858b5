using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Ventures.Wishes;

/// <summary>Whoever took a wish on cannot do it after all; it is open to others again.</summary>
[SignedIn]
internal sealed record GiveBackWish(string Slug) : ICommand;

internal sealed class GiveBackWishHandler(WishDesk desk, IWorkflowDoor door, WishMails mails, TimeProvider clock) : IRequestHandler<GiveBackWish, Result>
{
    public async Task<Result> Handle(GiveBackWish request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Slug, cancellationToken) is not { OpenClaim: { } claim } wish)
        {
            return WishFailures.NotYourClaim;
        }

        var fired = await door.FireAsync(WishProcess.Table, wish, WishProcess.GiveBack, expectedVersion: null, note: null, cancellationToken);
        if (fired.Succeeded)
        {
            claim.End(ClaimOutcome.GivenBack, clock.GetUtcNow().UtcDateTime);
            await mails.GivenBackAsync(wish, claim, cancellationToken);
        }

        return fired;
    }
}
