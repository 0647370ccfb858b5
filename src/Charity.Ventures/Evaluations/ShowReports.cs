using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>What the organisation has to report, and how it was judged.</summary>
[SignedIn]
internal sealed record ShowReports(string Slug) : IQuery<ReportsPage>, IOwnProjectRequest;

/// <param name="Reports">All progress reports of the project's time; those not handed in have no text.</param>
internal sealed record ReportsPage(Project Project, IReadOnlyList<ReportRow> Reports, IReadOnlyList<Evaluation> Evaluations, DateOnly Today);

internal sealed record ReportRow(int Number, DateOnly DueOn, string? Text, DateTime? HandedInUtc);

internal sealed class ShowReportsHandler(ReportReader reader) : IRequestHandler<ShowReports, Result<ReportsPage>>
{
    public Task<Result<ReportsPage>> Handle(ShowReports request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}

internal sealed class ReportReader(CharityDbContext db, ProjectDesk projects, SiteTime time)
{
    public async Task<Result<ReportsPage>> PageAsync(string slug, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(slug, cancellationToken) is not { } project)
        {
            return ProjectFailures.Unknown;
        }

        var handedIn = await db.Set<ProgressReport>().AsNoTracking().Where(report => report.ProjectId == project.Id).ToDictionaryAsync(report => report.Number, cancellationToken);
        var evaluations = await db.Set<Evaluation>().AsNoTracking().Include(evaluation => evaluation.Assessments).Where(evaluation => evaluation.ProjectId == project.Id).OrderBy(evaluation => evaluation.Id).ToListAsync(cancellationToken);
        return new ReportsPage(
            project,
            project.IsImported ? [] : [.. ProgressReport.DueDays(project).Select(due => new ReportRow(due.Number, due.DueOn, handedIn.GetValueOrDefault(due.Number)?.Text, handedIn.GetValueOrDefault(due.Number)?.HandedInUtc))],
            evaluations, time.Today);
    }
}
