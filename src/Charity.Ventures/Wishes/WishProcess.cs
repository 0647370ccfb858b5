using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Needs;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Wishes;

/// <summary>How a wish lives: written by a worker, checked by another, taken on by somebody, fulfilled with proof. A claim that nobody keeps lapses by the clock.</summary>
internal static class WishProcess
{
    public const string Draft = nameof(Draft);
    public const string Submitted = nameof(Submitted);
    public const string Open = nameof(Open);
    public const string Claimed = nameof(Claimed);
    public const string Fulfilled = nameof(Fulfilled);
    public const string Closed = nameof(Closed);
    public const string Discarded = nameof(Discarded);

    public const string Submit = "submit";
    public const string TakeBack = "take-back";
    public const string Return = "return";
    public const string Publish = "publish";
    public const string Discard = "discard";
    public const string Claim = "claim";
    public const string GiveBack = "give-back";
    public const string Lapse = "lapse";
    public const string Fulfil = "fulfil";
    public const string Close = "close";

    private static readonly TimeSpan TimeToCheck = TimeSpan.FromDays(3);

    public static readonly WorkflowDefinition<Wish> Table = new WorkflowDefinition<Wish>("wish")
        .State(Draft, new StateWords("Draft", "Draft", null, "Send it to be checked; somebody else than you looks at it."))
        .State(Submitted, new StateWords("Waiting for the check", "A colleague is checking it", null, "Somebody else looks whether it is understandable, small enough and names nobody."), deadline: TimeToCheck)
        .State(Open, new StateWords("Waiting for somebody", "Waiting for somebody", "Waiting for somebody", "Anybody who is signed in can take it on."))
        .State(Claimed, new StateWords("Taken on", "Taken on", "Taken on", "It is brought to the community; then the worker tells how it went."))
        .State(Fulfilled, new StateWords("Fulfilled", "Fulfilled", "Fulfilled", "Its photo and a sentence stand on its page."), isFinal: true)
        .State(Closed, new StateWords("Closed", "Closed", "Closed", "The reason stands on its page."), isFinal: true)
        .State(Discarded, new StateWords("Discarded", "Discarded", null, "It was never published."), isFinal: true)
        .OwnersMove(Draft, Submit, Submitted, OnlyWhoLooksAfterTheArea, "Send it to be checked")
        .OwnersMove(Draft, Discard, Discarded, OnlyWhoLooksAfterTheArea, "Discard the draft")
        .OwnersMove(Submitted, TakeBack, Draft, OnlyWhoLooksAfterTheArea, "Take it back to change it")
        .OwnersMove(Submitted, Publish, Open, OnlyWhoChecksTheArea, "Publish it", CheckerMustNotHavePosted)
        .OwnersMove(Submitted, Return, Draft, OnlyWhoChecksTheArea, "Return with a reason", CheckerMustNotHavePosted)
        .OwnersMove(Open, Claim, Claimed, OnlySomebodySignedIn, "Take this wish on")
        .OwnersMove(Claimed, GiveBack, Open, OnlyTheClaimer, "Give it back")
        .Move(Claimed, Lapse, Open, null, "The days are over")
        .OwnersMove(Claimed, Fulfil, Fulfilled, OnlyWhoLooksAfterTheArea, "It is fulfilled", FulfillerMustNotBeTheClaimer)
        .OwnersMove(Open, Close, Closed, OnlyWhoLooksAfterTheArea, "Close it")
        .OwnersMove(Claimed, Close, Closed, OnlyWhoLooksAfterTheArea, "Close it");

    private static async Task<Failure?> OnlyWhoLooksAfterTheArea(Wish wish, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<AreaCare>().LooksAfterAsync(wish.AreaCode, cancellationToken) ? null : AreaFailures.InOthersCare;

    private static async Task<Failure?> OnlyWhoChecksTheArea(Wish wish, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<AreaCare>().ChecksWishesAsync(wish.AreaCode, cancellationToken) ? null : AreaFailures.InOthersCare;

    private static Task<Failure?> OnlySomebodySignedIn(Wish wish, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<ICurrentUser>() is { IsSystem: false, IsSignedIn: false } ? new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.") : null);

    private static Task<Failure?> OnlyTheClaimer(Wish wish, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        IsActing(services, wish.OpenClaim?.ClaimerId, orSystem: true) ? null : WishFailures.NotYourClaim);

    /// <summary>Nobody publishes their own words.</summary>
    private static Task<Failure?> CheckerMustNotHavePosted(Wish wish, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        IsActing(services, wish.PostedById, orSystem: false)
            ? Failure.Forbidden("own_wish", "You wrote this wish yourself, so somebody else has to check it: a colleague of the community or the office.")
            : null);

    /// <summary>Nobody gives themselves a receipt for what they say they have brought.</summary>
    private static Task<Failure?> FulfillerMustNotBeTheClaimer(Wish wish, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        IsActing(services, wish.OpenClaim?.ClaimerId, orSystem: false)
            ? Failure.Forbidden("own_claim", "You took this wish on yourself, so a colleague has to confirm that it is fulfilled.")
            : null);

    private static bool IsActing(IServiceProvider services, Guid? personId, bool orSystem) => services.GetRequiredService<ICurrentUser>() switch
    {
        { IsSystem: true } => orSystem,
        var user => personId is not null && user.Id == personId,
    };
}
