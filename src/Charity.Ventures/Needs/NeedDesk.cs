using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A published need as others name it: a call that collects it, a submission that answers it.</summary>
internal sealed record NeedSummary(Guid Id, string Slug, LocalizedText Title, string AreaCode, string Category, int? People, string State, Guid? CallId);

/// <summary>Finds needs: for their own commands, and for whatever refers to them.</summary>
internal sealed class NeedDesk(CharityDbContext db, IAreas areas, SiteTime time)
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

    /// <summary>What a submission to the call may answer: the needs it collected, then others where its projects work, the newest first.</summary>
    public async Task<IReadOnlyList<NeedSummary>> ToAnswerAsync(Call call, CancellationToken cancellationToken)
    {
        var needs = db.Set<Need>().Where(need => need.State == NeedProcess.Published);
        if (call.Design.AreaCodes.Count > 0)
        {
            var tree = await areas.AllAsync(cancellationToken);
            string[] served = [.. call.Design.AreaCodes.SelectMany(tree.CodesWithin).Distinct()];
            needs = needs.Where(need => need.CallId == call.Id || EF.Parameter(served).Contains(need.AreaCode));
        }

        return await Summaries(needs.OrderByDescending(need => need.CallId == call.Id).ThenByDescending(need => need.Id).Take(MostOfACall)).ToListAsync(cancellationToken);
    }

    /// <summary>The needs that answers name and everybody may read, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, NeedSummary>> NamedInAsync(FormDefinition form, FormAnswers answers, CancellationToken cancellationToken)
    {
        var ids = form.Fields.Where(field => field.Kind == FieldKind.Needs).SelectMany(field => answers.NeedsOf(field.Code)).ToList();
        return ids.Count == 0 ? new Dictionary<Guid, NeedSummary>() : await OfIdsAsync(ids, cancellationToken);
    }

    /// <summary>Those of the ids that everybody may read.</summary>
    public async Task<IReadOnlyDictionary<Guid, NeedSummary>> OfIdsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => await Summaries(
            db.Set<Need>().Where(need => ids.Contains(need.Id) && (need.State == NeedProcess.Published || need.State == NeedProcess.Met || need.State == NeedProcess.Closed)))
        .ToDictionaryAsync(need => need.Id, cancellationToken);

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
