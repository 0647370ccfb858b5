using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>The projects of the organisations one belongs to: those under way first.</summary>
[SignedIn]
internal sealed record ListMyProjects : IQuery<IReadOnlyList<MyProject>>;

internal sealed record MyProject(string Slug, LocalizedText Title, string Organisation, string State, DateOnly RunsUntil, long AwardedMinor, string Currency);

internal sealed class ListMyProjectsHandler(CharityDbContext db, IOrganisations organisations) : IRequestHandler<ListMyProjects, Result<IReadOnlyList<MyProject>>>
{
    private const int Most = 100;

    public async Task<Result<IReadOnlyList<MyProject>>> Handle(ListMyProjects request, CancellationToken cancellationToken)
    {
        var mine = (await organisations.MineAsync(cancellationToken)).ToDictionary(membership => membership.Organisation.Id, membership => membership.Organisation.Name.ToString());
        var ids = mine.Keys.ToList();
        var projects = await db.Set<Project>().AsNoTracking().Where(project => ids.Contains(project.OrganisationId))
            .OrderBy(project => ProjectProcess.Over.Contains(project.State)).ThenByDescending(project => project.Id).Take(Most).ToListAsync(cancellationToken);
        return projects.ConvertAll(project => new MyProject(project.Slug, project.Title, mine[project.OrganisationId], project.State, project.RunsUntil, project.AwardedMinor, project.Currency));
    }
}
