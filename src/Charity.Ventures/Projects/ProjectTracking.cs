using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>Tells the tracking of payments what was awarded, how far projects have come and what their unpaid instalments wait for.</summary>
internal sealed class ProjectTracking(CharityDbContext db, ProjectFactsReader facts) : IProjectTracking
{
    public async Task<IReadOnlyList<TrackedProject>> AllAsync(CancellationToken cancellationToken)
    {
        var calls = await db.Set<Call>().AsNoTracking().Select(call => new { call.Id, call.Title }).ToDictionaryAsync(call => call.Id, call => call.Title, cancellationToken);
        var rows = await db.Set<Project>().AsNoTracking().Where(project => !project.IsImported)
            .OrderBy(project => project.Year).ThenBy(project => project.Id)
            .Select(project => new
            {
                project.Id, project.Slug, project.Title, project.Year, project.CallId, project.State, project.Currency, project.AwardedMinor,
                Area = project.Areas.OrderBy(area => area.AreaCode).Select(area => area.AreaCode).FirstOrDefault(),
                Fund = project.Sources.OrderByDescending(source => source.AmountMinor).ThenBy(source => source.Number).Select(source => source.FundSlug).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new TrackedProject(
            row.Id, row.Slug, row.Title, row.Year, row.CallId is { } call ? calls[call] : new LocalizedText(string.Empty), row.Area, row.Fund, StandingOf(row.State), row.Currency, row.AwardedMinor));
    }

    public async Task<IReadOnlyList<UnpaidInstalment>> UnpaidAsync(CancellationToken cancellationToken)
    {
        var unpaid = new List<UnpaidInstalment>();
        var projects = await ProjectDesk.Whole(db.Set<Project>().AsNoTracking())
            .Where(project => !project.IsImported && project.State != ProjectProcess.Terminated && project.Instalments.Any(instalment => instalment.State == InstalmentProcess.Waiting || instalment.State == InstalmentProcess.Due))
            .OrderBy(project => project.Id).ToListAsync(cancellationToken);
        foreach (var project in projects)
        {
            var now = await facts.OfAsync(project, cancellationToken);
            foreach (var instalment in project.Instalments.Where(instalment => instalment.State is InstalmentProcess.Waiting or InstalmentProcess.Due))
            {
                // The oldest reason is the one that holds the money up.
                if (InstalmentRules.Waits(project, instalment, now).OrderBy(wait => wait.Until is not null).ThenBy(wait => wait.SinceUtc).FirstOrDefault() is { } wait)
                {
                    unpaid.Add(new UnpaidInstalment(
                        instalment.Id, project.Slug, project.Title, instalment.Name, instalment.AmountMinor, project.Currency, ProjectWords.Of(wait.Condition), ProjectWords.Of(wait.With), wait.SinceUtc, wait.Until));
                }
            }
        }

        return unpaid;
    }

    private static ProjectStanding StandingOf(string state) => state switch
    {
        ProjectProcess.AgreementPending or ProjectProcess.Signed => ProjectStanding.NotStarted,
        ProjectProcess.Closed => ProjectStanding.Done,
        ProjectProcess.Terminated => ProjectStanding.Stopped,
        _ => ProjectStanding.Running,
    };
}
