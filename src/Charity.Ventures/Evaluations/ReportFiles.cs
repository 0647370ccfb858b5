using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>The files of progress reports. A report has no row before it is handed in, so its files belong to its number.</summary>
internal sealed class ReportFiles(CharityDbContext db, ProjectDesk projects, ProjectReaders readers, IAttachments attachments)
{
    public const string Purpose = "report";

    public static AttachmentOwner Of(Guid projectId, int number) => new(FormattableString.Invariant($"progress-report-{number}"), projectId);

    /// <summary>The project, held until the transaction ends, when the report is asked for and not handed in yet; else why its files stay as they are.</summary>
    public async Task<Result<Project>> TakeWritableAsync(string slug, int number, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(slug, cancellationToken);
        if (taken.Failure is not null)
        {
            return taken;
        }

        var project = taken.Value;
        return project.IsOver ? ProjectFailures.Over
            : ProgressReport.DueDays(project).All(due => due.Number != number) || await db.Set<ProgressReport>().AnyAsync(report => report.ProjectId == project.Id && report.Number == number, cancellationToken)
                ? Failure.Conflict("report_not_asked", "This report is not asked for, or was handed in already.")
            : project;
    }

    /// <param name="onlyHandedIn">The bureau reads what was handed in, not what is being put together.</param>
    public async Task<Result<AttachmentContent>> OpenAsync(string slug, int number, Guid fileId, bool onlyHandedIn, CancellationToken cancellationToken)
    {
        var project = await db.Set<Project>().AsNoTracking().SingleOrDefaultAsync(project => project.Slug == slug, cancellationToken);
        return project is not null
            && (!onlyHandedIn || (await db.Set<ProgressReport>().AnyAsync(report => report.ProjectId == project.Id && report.Number == number, cancellationToken) && await readers.AreApartAsync(project.OrganisationId, cancellationToken)))
            && await attachments.OpenAsync(Of(project.Id, number), fileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
    }
}
