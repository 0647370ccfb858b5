using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>Venture projects for everybody, the youngest first, with the sums of all that fit.</summary>
/// <param name="Call">A call's slug.</param>
/// <param name="Area">An area's code; those below it are meant too.</param>
/// <param name="State"><c>running</c>, <c>completed</c> or <c>terminated</c>.</param>
/// <param name="After">The last page's <see cref="ProjectList.Next"/>.</param>
[Anybody]
internal sealed record ListProjects(string? Call, string? Area, int? Year, string? State, Guid? After) : IQuery<ProjectList>;

/// <param name="Next">Null on the last page.</param>
internal sealed record ProjectList(
    ListProjects Query, IReadOnlyList<ProjectCard> Projects, Guid? Next, ProjectTotals Totals, IReadOnlyList<(string Slug, LocalizedText Title)> Calls, IReadOnlyList<Area> Areas, IReadOnlyList<int> Years);

internal sealed record ProjectCard(
    Guid Id, string Slug, LocalizedText Title, LocalizedText Summary, string State, long AwardedMinor, string Currency, ProjectFigures Figures, int PlannedActivities, int Year, string? Organisation,
    IReadOnlyList<string> Areas);

internal sealed class ListProjectsHandler(CharityDbContext db, IAreas areas, IOrganisations organisations) : IRequestHandler<ListProjects, Result<ProjectList>>
{
    private const int PerPage = 24;

    public async Task<Result<ProjectList>> Handle(ListProjects request, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var fitting = Fitting(request, tree);
        var page = await fitting.Where(project => request.After == null || project.Id < request.After)
            .OrderByDescending(project => project.Id)
            .Take(PerPage + 1)
            .Include(project => project.Areas)
            .ToListAsync(cancellationToken);
        var shown = page.Take(PerPage).ToList();
        var names = (await organisations.SummariesAsync([.. shown.Select(project => project.OrganisationId).Distinct()], cancellationToken)).ToDictionary(o => o.Id, o => o.Name.ToString());
        return new ProjectList(
            request,
            shown.ConvertAll(project => new ProjectCard(
                project.Id, project.Slug, project.Title, project.Summary, project.State, project.AwardedMinor, project.Currency, project.Figures, project.PlannedActivities, project.Year,
                names.GetValueOrDefault(project.OrganisationId), [.. tree.Where(area => project.Areas.Any(own => own.AreaCode == area.Code)).Select(area => area.Name.ToString())])),
            page.Count > PerPage ? shown[^1].Id : null,
            await ProjectTotals.OfAsync(fitting, cancellationToken),
            await CallsAsync(db, cancellationToken),
            tree,
            await db.Set<Project>().Select(project => project.Year).Distinct().OrderByDescending(year => year).Take(30).ToListAsync(cancellationToken));
    }

    private IQueryable<Project> Fitting(ListProjects request, IReadOnlyList<Area> tree)
    {
        var projects = db.Set<Project>().AsNoTracking();
        if (request.Call is { Length: > 0 } call)
        {
            projects = projects.Where(project => db.Set<Call>().Any(c => c.Id == project.CallId && c.Slug == call));
        }

        if (request.Area is { Length: > 0 } code)
        {
            var path = tree.FirstOrDefault(area => area.Code == code)?.Path;
            var codes = tree.Where(area => path is not null && area.Path.StartsWith(path, StringComparison.Ordinal)).Select(area => area.Code).ToList();
            projects = projects.Where(project => project.Areas.Any(area => codes.Contains(area.AreaCode)));
        }

        if (request.Year is { } year)
        {
            projects = projects.Where(project => project.Year == year);
        }

        return request.State switch
        {
            "running" => projects.Where(project => !ProjectProcess.Over.Contains(project.State)),
            "completed" => projects.Where(project => project.State == ProjectProcess.Closed),
            "terminated" => projects.Where(project => project.State == ProjectProcess.Terminated),
            _ => projects,
        };
    }

    /// <summary>The calls that have projects, the youngest first.</summary>
    internal static async Task<IReadOnlyList<(string Slug, LocalizedText Title)>> CallsAsync(CharityDbContext db, CancellationToken cancellationToken) =>
        [.. (await db.Set<Call>().AsNoTracking().Where(call => db.Set<Project>().Any(project => project.CallId == call.Id)).OrderByDescending(call => call.Id).Take(50)
            .Select(call => new { call.Slug, call.Title }).ToListAsync(cancellationToken)).Select(call => (call.Slug, call.Title))];
}
