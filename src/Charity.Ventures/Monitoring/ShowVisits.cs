using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Monitoring;

/// <summary>The visits to a project and what they found, for its organisation.</summary>
[SignedIn]
internal sealed record ShowVisits(string Slug) : IQuery<VisitsPage>, IOwnProjectRequest;

internal sealed record VisitsPage(string Slug, bool IsOver, IReadOnlyList<SiteVisit> Visits, IReadOnlyList<Finding> Findings, IReadOnlyList<LocalizedText> Checklist, DateOnly Today);

internal sealed class ShowVisitsHandler(VisitReader reader) : IRequestHandler<ShowVisits, Result<VisitsPage>>
{
    public Task<Result<VisitsPage>> Handle(ShowVisits request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}

internal sealed class VisitReader(CharityDbContext db, ProjectDesk projects, ISettingsStore settings, SiteTime time)
{
    private const int Most = 100;

    public async Task<Result<VisitsPage>> PageAsync(string slug, CancellationToken cancellationToken) => await projects.FindAsync(slug, cancellationToken) is not { } project
        ? ProjectFailures.Unknown
        : new VisitsPage(
            slug, project.IsOver,
            await db.Set<SiteVisit>().AsNoTracking().Where(visit => visit.ProjectId == project.Id).OrderByDescending(visit => visit.VisitedOn).Take(Most).ToListAsync(cancellationToken),
            await db.Set<Finding>().AsNoTracking().Where(finding => finding.ProjectId == project.Id).OrderBy(finding => finding.State == FindingProcess.Closed).ThenBy(finding => finding.DueOn).Take(Most).ToListAsync(cancellationToken),
            (await settings.GetAsync<MonitoringRules>(cancellationToken)).Checklist, time.Today);
}
