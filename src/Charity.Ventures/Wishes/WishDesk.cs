using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>What the commands about wishes share. A wish is loaded with its open claim and without those that ended.</summary>
internal sealed class WishDesk(CharityDbContext db, IAlerts alerts, SiteTime time)
{
    /// <summary>The wish for a command. Of two who change it at once the second waits and sees what the first did.</summary>
    public async Task<Wish?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync($"wish:{id:N}", cancellationToken);
        return await Whole(db.Set<Wish>()).SingleOrDefaultAsync(wish => wish.Id == id, cancellationToken);
    }

    /// <inheritdoc cref="LoadAsync(Guid, CancellationToken)"/>
    public async Task<Wish?> LoadAsync(string slug, CancellationToken cancellationToken) =>
        await db.Set<Wish>().Where(wish => wish.Slug == slug).Select(wish => (Guid?)wish.Id).SingleOrDefaultAsync(cancellationToken) is { } id ? await LoadAsync(id, cancellationToken) : null;

    public static IQueryable<Wish> Whole(IQueryable<Wish> wishes) => wishes.Include(wish => wish.Claims.Where(claim => claim.EndedUtc == null));

    /// <summary>The next address of an area's wishes in this year.</summary>
    public Task<string> NextSlugAsync(Wish wish, CancellationToken cancellationToken) =>
        NeedDesk.NextSlugAsync(db, "wish", wish.AreaCode, time.Today.Year, db.Set<Wish>().Where(other => other.Slug != null).Select(other => other.Slug!), cancellationToken);

    /// <summary>Counts a wish that has just been fulfilled.</summary>
    public async Task CountAsync(Wish wish, int year, CancellationToken cancellationToken)
    {
        await db.LockAsync("wish-figures", cancellationToken);
        if (await db.Set<WishFigure>().FindAsync([year, wish.AreaCode], cancellationToken) is not { } figure)
        {
            db.Add(figure = new WishFigure { Year = year, AreaCode = wish.AreaCode });
        }

        figure.CountOne();
    }

    /// <summary>Ends the area's alert with the last wish that waits to be checked.</summary>
    /// <param name="settled">The wish that does not wait any more.</param>
    public async Task SettleAlertAsync(Wish settled, CancellationToken cancellationToken)
    {
        if (!await db.Set<Wish>().AnyAsync(wish => wish.AreaCode == settled.AreaCode && wish.State == WishProcess.Submitted && wish.Id != settled.Id, cancellationToken))
        {
            await alerts.ResolveAsync(settled.AlertKey, cancellationToken);
        }
    }
}

internal static class WishFailures
{
    public static Failure Unknown => Failure.NotFound("wish_unknown", "There is no such wish.");

    public static Failure NoDraft => Failure.Conflict("wish_not_draft", "Only a draft can be changed. Take it back from the check first.");

    public static Failure NotYourClaim => Failure.NotFound("claim_unknown", "You have not taken this wish on, or not any more.");

    public static Failure TakenAlready => Failure.Conflict("wish_taken", "Somebody was a moment faster and has taken this wish on. Thank you all the same: others are still waiting.");

    public static Failure Over => Failure.Conflict("wish_over", "This wish is not waiting any more. Thank you all the same: others are.");
}
