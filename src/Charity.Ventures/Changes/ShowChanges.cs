using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Changes;

/// <summary>The changes a project has asked for, for its organisation.</summary>
[SignedIn]
internal sealed record ShowChanges(string Slug) : IQuery<ChangesPage>, IOwnProjectRequest;

internal sealed record ChangesPage(Project Project, IReadOnlyList<ChangeRequest> Changes);

internal sealed class ShowChangesHandler(ChangeReader reader) : IRequestHandler<ShowChanges, Result<ChangesPage>>
{
    public Task<Result<ChangesPage>> Handle(ShowChanges request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}

internal sealed class ChangeReader(CharityDbContext db, ProjectDesk projects)
{
    public async Task<Result<ChangesPage>> PageAsync(string slug, CancellationToken cancellationToken) => await projects.FindAsync(slug, cancellationToken) is { } project
        ? new ChangesPage(project, await db.Set<ChangeRequest>().AsNoTracking().Where(change => change.ProjectId == project.Id).OrderByDescending(change => change.Id).Take(100).ToListAsync(cancellationToken))
        : ProjectFailures.Unknown;
}
