using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Needs;

namespace Charity.Ventures.Wishes;

/// <summary>Who is told what about a wish. The worker's mails carry nobody's contact: it stands on the wish's page.</summary>
internal sealed class WishMails(PersonMails mails, SiteAddress site, SiteTime time)
{
    public Task ReturnedAsync(Wish wish, string reason, CancellationToken cancellationToken) => mails.TellAsync(
        wish.PostedById,
        FormattableString.Invariant($"wish:{wish.Id:N}:{wish.Version}"),
        T => T["A wish was returned: {0}", wish.What],
        T => [T["Something has to be put right before it can be published:"], reason, Desk(wish)],
        cancellationToken);

    public async Task ClaimedAsync(Wish wish, WishClaim claim, CancellationToken cancellationToken)
    {
        await mails.TellAsync(
            wish.PostedById,
            claim.MailKey("taken-on"),
            T => T["Somebody has taken a wish on: {0}", wish.What],
            T => [T["They are to bring it by {0}. How to reach them stands here:", LastDay(claim)], Desk(wish)],
            cancellationToken);
        await mails.TellAsync(
            claim.ClaimerId,
            claim.MailKey("yours"),
            T => T["Thank you for taking this wish on: {0}", wish.What],
            T =>
            [
                T["Please bring it by {0}. Afterwards the wish is open to others again.", LastDay(claim)],
                T["Whom to ask: {0}", wish.Contact],
                T["How to hand it over: {0}", wish.Handover],
                T["No money passes through this site, and nobody will ask you for any. If you cannot do it after all, give it back here:"],
                site.Of("/account/wishes"),
            ],
            cancellationToken);
    }

    public Task GivenBackAsync(Wish wish, WishClaim claim, CancellationToken cancellationToken) => mails.TellAsync(
        wish.PostedById, claim.MailKey("given-back"), T => T["A wish was given back: {0}", wish.What], T => [T["It is open to everybody again:"], Page(wish)], cancellationToken);

    public async Task LapsedAsync(Wish wish, WishClaim claim, CancellationToken cancellationToken)
    {
        await mails.TellAsync(
            wish.PostedById,
            claim.MailKey("lapsed"),
            T => T["A wish is open again: {0}", wish.What],
            T => [T["Whoever took it on has not brought it in time. It is open to everybody again:"], Page(wish)],
            cancellationToken);
        await mails.TellAsync(
            claim.ClaimerId,
            claim.MailKey("yours-lapsed"),
            T => T["A wish is open again: {0}", wish.What],
            T => [T["The days for bringing it are over, so the wish is open to everybody again. If you still want to fulfil it, take it on once more:"], Page(wish)],
            cancellationToken);
    }

    public Task FulfilledAsync(Wish wish, WishClaim claim, string thanks, CancellationToken cancellationToken) => mails.TellAsync(
        claim.ClaimerId,
        claim.MailKey("thanks"),
        T => T["Thank you, the wish is fulfilled: {0}", wish.What],
        T => [T["The community writes:"], thanks, T["The photo stands on the wish's page:"], Page(wish)],
        cancellationToken);

    public Task ClosedAsync(Wish wish, WishClaim claim, string reason, CancellationToken cancellationToken) => mails.TellAsync(
        claim.ClaimerId,
        claim.MailKey("closed"),
        T => T["A wish you took on was closed: {0}", wish.What],
        T => [T["You need not bring it any more. The community writes:"], reason],
        cancellationToken);

    private string LastDay(WishClaim claim) => DayWords.Of(time.DayOf(claim.DueUtc.AddTicks(-1)));

    private string Desk(Wish wish) => site.Of($"/manage/wishes/{wish.Id}");

    private string Page(Wish wish) => site.Of($"/wishes/{wish.Slug}");
}
