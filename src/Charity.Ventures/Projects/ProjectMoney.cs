using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Ventures.Calls;
using Charity.Ventures.Contracts;
using Charity.Ventures.Notices;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>Tells payments what is due, out of which accounts.</summary>
internal sealed class ProjectMoney(CharityDbContext db, ProjectDesk desk, ProjectFactsReader facts) : IProjectMoney
{
    public async Task<ProjectInstalment?> FindAsync(Guid instalmentId, CancellationToken cancellationToken) =>
        await SlugOfAsync(instalmentId, cancellationToken) is { } slug ? (await OfProjectAsync(slug, cancellationToken)).SingleOrDefault(instalment => instalment.Id == instalmentId) : null;

    public async Task<IReadOnlyList<ProjectInstalment>> OfProjectAsync(string projectSlug, CancellationToken cancellationToken) =>
        await ProjectDesk.Whole(db.Set<Project>()).SingleOrDefaultAsync(project => project.Slug == projectSlug, cancellationToken) is { } project ? await ReadAsync(project, cancellationToken) : [];

    public async Task<ProjectInstalment?> TakeAsync(Guid instalmentId, CancellationToken cancellationToken) =>
        await SlugOfAsync(instalmentId, cancellationToken) is { } slug && (await desk.TakeAsync(slug, cancellationToken)) is { Failure: null } taken
            ? (await ReadAsync(taken.Value, cancellationToken)).SingleOrDefault(instalment => instalment.Id == instalmentId)
            : null;

    public async Task SettleAsync(Guid projectId, CancellationToken cancellationToken)
    {
        var slug = await db.Set<Project>().Where(project => project.Id == projectId).Select(project => project.Slug).SingleAsync(cancellationToken);
        await desk.SettleAsync((await desk.TakeAsync(slug, cancellationToken)).Value, cancellationToken);
    }

    /// <summary>
    /// What each source gives to each instalment, in minor units, first by instalment, then by source. Every source but the last gives its share of
    /// what has been paid up to there, rounded down; the last gives the rest. So each instalment is the sum of its parts, and each source gives exactly what it promised.
    /// </summary>
    internal static IReadOnlyList<IReadOnlyList<long>> Divide(IReadOnlyList<long> instalments, IReadOnlyList<long> sources)
    {
        var total = sources.Sum();
        var given = new long[sources.Count];
        var parts = new List<IReadOnlyList<long>>(instalments.Count);
        var upToHere = 0L;
        foreach (var instalment in instalments)
        {
            upToHere += instalment;
            var before = (long[])given.Clone();
            for (var source = 0; source < sources.Count - 1; source++)
            {
                given[source] = (long)((Int128)sources[source] * upToHere / total);
            }

            given[^1] = upToHere - given[..^1].Sum();
            parts.Add([.. given.Select((now, source) => now - before[source])]);
        }

        return parts;
    }

    /// <summary>What each source gives to each instalment, both by number: as it was written down when the award was lowered, otherwise by shares.</summary>
    internal static IReadOnlyList<IReadOnlyList<long>> PartsOf(Project project)
    {
        var shares = Divide([.. project.Instalments.OrderBy(instalment => instalment.Number).Select(instalment => instalment.AmountMinor)], [.. project.Sources.OrderBy(source => source.Number).Select(source => source.AmountMinor)]);
        return [.. project.Instalments.OrderBy(instalment => instalment.Number).Zip(shares, (instalment, share) => instalment.Parts ?? share)];
    }

    private Task<string?> SlugOfAsync(Guid instalmentId, CancellationToken cancellationToken) => (
        from instalment in db.Set<Instalment>()
        join project in db.Set<Project>() on instalment.ProjectId equals project.Id
        where instalment.Id == instalmentId
        select project.Slug).SingleOrDefaultAsync(cancellationToken);

    private async Task<IReadOnlyList<ProjectInstalment>> ReadAsync(Project project, CancellationToken cancellationToken)
    {
        var now = await facts.OfAsync(project, cancellationToken);
        var callSlug = project.CallId is { } callId ? await db.Set<Call>().Where(call => call.Id == callId).Select(call => call.Slug).SingleAsync(cancellationToken) : string.Empty;
        var sources = project.Sources.OrderBy(source => source.Number).ToList();
        var instalments = project.Instalments.OrderBy(instalment => instalment.Number).ToList();
        var parts = PartsOf(project);
        return [.. instalments.Select((instalment, index) => new ProjectInstalment(
            instalment.Id, project.Id, project.Slug, project.Title, project.OrganisationId, instalment.Number, instalment.Name, instalment.AmountMinor, project.Currency,
            project.State != ProjectProcess.Terminated && sources.TrueForAll(source => source.ReservationId is not null) && instalment.State is InstalmentProcess.Due or InstalmentProcess.Requested && InstalmentRules.Missing(project, instalment, now).Count == 0,
            project.State == ProjectProcess.Terminated,
            instalment.DueSinceUtc, PartsOf(callSlug, project.Slug, sources, parts[index])))];
    }

    private static IReadOnlyList<InstalmentPart> PartsOf(string callSlug, string project, IReadOnlyList<ProjectSource> sources, IReadOnlyList<long> amounts) =>
    [
        .. sources.Zip(amounts)
            .Where(pair => pair.Second > 0 && pair.First.ReservationId is not null)
            .Select(pair =>
            {
                var (available, committed) = AwardDesk.CodesOf(callSlug, pair.First.FundSlug, pair.First.Name, project);
                return new InstalmentPart(pair.First.FundSlug, available, committed, pair.Second, pair.First.ReservationId!.Value);
            }),
    ];
}

/// <summary>While no module pays.</summary>
internal sealed class NoPayments : IInstalmentPayments
{
    public Task<IReadOnlyDictionary<Guid, PaymentStanding>> OfProjectAsync(Guid projectId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, PaymentStanding>>(new Dictionary<Guid, PaymentStanding>());
}
