using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Monitoring;

/// <summary>The files of visits: the bureau's own. To whoever belongs to the project's organisation or is bound to it there are none, officer or not.</summary>
internal sealed class VisitFiles(CharityDbContext db, ProjectReaders readers)
{
    public const string Purpose = "visit";

    public static Failure UnknownVisit => Failure.NotFound("visit_unknown", "There is no such visit.");

    public static AttachmentOwner Of(Guid visitId) => new("site-visit", visitId);

    /// <summary>The project of a visit to it; null when it has no such visit, or the reader must not know.</summary>
    public async Task<Project?> ProjectOfAsync(string slug, Guid visitId, CancellationToken cancellationToken) =>
        await db.Set<Project>().AsNoTracking().SingleOrDefaultAsync(project => project.Slug == slug && db.Set<SiteVisit>().Any(visit => visit.Id == visitId && visit.ProjectId == project.Id), cancellationToken) is { } project
        && await readers.AreApartAsync(project.OrganisationId, cancellationToken)
            ? project
            : null;
}
