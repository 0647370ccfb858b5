using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A published need as others name it: a call that collects it, a submission that answers it.</summary>
internal sealed record NeedSummary(Guid Id, string Slug, LocalizedText Title, string AreaCode, string Category, int? People, string State, Guid? CallId);

/// <summary>Finds needs: for their own commands, and for whatever refers to them.</summary>
internal sealed class NeedDesk(CharityDbContext db, SiteTime time)
{
    /// <summary>Needs one call may show; a district's calls collect some dozens.</summary>
    private const int MostOfACall = 300;

    /// <summary>The need for a command. Of two who change it at once the second waits and sees what the first did.</summary>
    public async Task<Need?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync($"need:{id:N}", cancellationToken);
        return await db.Set<Need>().SingleOrDefaultAsync(need => need.Id == id, cancellationToken);
    }

    /// <summary>The calls a need may be written for.</summary>
    public IQueryable<Call> CollectingCalls() => db.Set<Call>().AsNoTracking()
        .Where(call => call.State == CallProcess.NeedsOpen || call.State == CallProcess.Announced || call.State == CallProcess.Open);

    /// <summary>What a call's page shows: the needs written for it that are or were public, those without help yet first.</summary>
    public async Task<IReadOnlyList<NeedSummary>> OfCallAsync(Guid callId, CancellationToken cancellationToken) => await Summaries(db.Set<Need>()
            .Where(need => need.CallId == callId && (need.State == NeedProcess.Published || need.State == NeedProcess.Met))
            .OrderByDescending(need => need.State == NeedProcess.Published).ThenByDescending(need => need.Id)
            .Take(MostOfACall))
        .ToListAsync(cancellationToken);

    /// <summary>Those of the ids that look for help now: what a submission may answer.</summary>
    public async Task<IReadOnlyList<NeedSummary>> LookingForHelpAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await Summaries(db.Set<Need>().Where(need => ids.Contains(need.Id) && need.State == NeedProcess.Published)).ToListAsync(cancellationToken);

    /// <summary>The next address of an area's needs in this year, <c>meiyuan-2026-3</c>.</summary>
    public Task<string> NextSlugAsync(Need need, CancellationToken cancellationToken) =>
        NextSlugAsync(db, "need", need.AreaCode, time.Today.Year, db.Set<Need>().Where(other => other.Slug != null).Select(other => other.Slug!), cancellationToken);

    /// <summary>Nothing that had an address is ever deleted, so the count of an area's addresses in a year gives the next one.</summary>
    public static async Task<string> NextSlugAsync(CharityDbContext db, string kind, string areaCode, int year, IQueryable<string> taken, CancellationToken cancellationToken)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{areaCode}-{year}-");
        await db.LockAsync($"{kind}-numbers:{prefix}", cancellationToken);
        var number = await taken.CountAsync(slug => slug.StartsWith(prefix), cancellationToken) + 1;
        return prefix + number.ToString(CultureInfo.InvariantCulture);
    }

    private static IQueryable<NeedSummary> Summaries(IQueryable<Need> needs) => needs.AsNoTracking()
        .Select(need => new NeedSummary(need.Id, need.Slug!, need.Title, need.AreaCode, need.Category, need.People, need.State, need.CallId));
}

internal static class NeedFailures
{
    public static Failure Unknown => Failure.NotFound("need_unknown", "There is no such need.");

    public static Failure NoDraft => Failure.Conflict("need_not_draft", "Only a draft can be changed. Take it back from the office first.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
