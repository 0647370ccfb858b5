using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>Looks up a volunteer's certificate by its code. Everybody may; the name is masked, so that a code tells nobody who it was.</summary>
[Anybody]
internal sealed record VerifyCertificate(string Code) : IQuery<Certificate>;

internal sealed record Certificate(string Code, string Name, int Minutes, string Activity, DateTime StartsUtc, string ProjectSlug, LocalizedText Project, LocalizedText? Organisation);

internal sealed class VerifyCertificateHandler(CertificateReader reader) : IRequestHandler<VerifyCertificate, Result<Certificate>>
{
    public async Task<Result<Certificate>> Handle(VerifyCertificate request, CancellationToken cancellationToken) =>
        await reader.FindAsync(request.Code, slug: null, cancellationToken) is { } found
            ? found with { Name = PersonNames.Mask(found.Name) }
            : Failure.NotFound("certificate_unknown", "No certificate has this code.");
}

/// <summary>Reads certificates of activities that count.</summary>
internal sealed class CertificateReader(CharityDbContext db, IOrganisations organisations)
{
    /// <param name="slug">Only of this project; null for any.</param>
    public async Task<Certificate?> FindAsync(string code, string? slug, CancellationToken cancellationToken)
    {
        var typed = HalfWidth.Of(PlainText.Clean(code)).ToUpperInvariant();
        var found = await (
            from hours in db.Set<VolunteerHours>().AsNoTracking()
            join activity in db.Set<Activity>() on hours.ActivityId equals activity.Id
            join project in db.Set<Project>() on activity.ProjectId equals project.Id
            where hours.Code == typed && (slug == null || project.Slug == slug) && (activity.State == ActivityProcess.Held || activity.State == ActivityProcess.Confirmed)
            select new { hours.Code, hours.Name, hours.Minutes, activity.Title, activity.StartsUtc, project.Slug, Project = project.Title, project.OrganisationId }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new Certificate(
            found.Code, found.Name, found.Minutes, found.Title, found.StartsUtc, found.Slug, found.Project, (await organisations.FindAsync(found.OrganisationId, cancellationToken))?.Name);
    }
}
