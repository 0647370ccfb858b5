using Charity.Platform.Data;
using Charity.Platform.Files;
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
internal sealed record ReportsPage(Project Project, IReadOnlyList<ReportRow> Reports, IReadOnlyList<Evaluation> Evaluations, DateOnly Today)
{
    /// <summary>The report that is written now; null when none is.</summary>
    public ReportRow? Next => Project.IsOver ? null : Reports.FirstOrDefault(report => report.HandedInUtc is null);
}

internal sealed record ReportRow(int Number, DateOnly DueOn, string? Text, DateTime? HandedInUtc, IReadOnlyList<AttachmentInfo> Files);

internal sealed class ShowReportsHandler(ReportReader reader) : IRequestHandler<ShowReports, Result<ReportsPage>>
{
    public Task<Result<ReportsPage>> Handle(ShowReports request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, onlyHandedIn: false, cancellationToken);
}

internal sealed class ReportReader(CharityDbContext db, ProjectDesk projects, IAttachments attachments, SiteTime time)
{
    /// <param name="onlyHandedIn">Without the files of reports that are being put together.</param>
    public async Task<Result<ReportsPage>> PageAsync(string slug, bool onlyHandedIn, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(slug, cancellationToken) is not { } project)
        {
            return ProjectFailures.Unknown;
        }

        var handedIn = await db.Set<ProgressReport>().AsNoTracking().Where(report => report.ProjectId == project.Id).ToDictionaryAsync(report => report.Number, cancellationToken);
        var evaluations = await db.Set<Evaluation>().AsNoTracking().Include(evaluation => evaluation.Assessments).Where(evaluation => evaluation.ProjectId == project.Id).OrderBy(evaluation => evaluation.Id).ToListAsync(cancellationToken);
        var reports = new List<ReportRow>();
        foreach (var (number, dueOn) in project.IsImported ? [] : ProgressReport.DueDays(project))
        {
            var report = handedIn.GetValueOrDefault(number);
            reports.Add(new ReportRow(number, dueOn, report?.Text, report?.HandedInUtc, report is null && onlyHandedIn ? [] : await attachments.ListAsync(ReportFiles.Of(project.Id, number), cancellationToken)));
        }

        return new ReportsPage(project, reports, evaluations, time.Today);
    }
}
