using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>All projects for the bureau, page by page, and how many stand in each state.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ListOfficeProjects(string? State, int? Year, Guid? After) : IQuery<OfficeProjectList>;

internal sealed record OfficeProjectList(ListOfficeProjects Query, IReadOnlyList<OfficeProject> Rows, Guid? Next);

/// <param name="DueMinor">What is due for payment.</param>
internal sealed record OfficeProject(string Slug, LocalizedText Title, string? Organisation, string State, DateOnly RunsUntil, long AwardedMinor, long DueMinor, string Currency, ProjectFigures Figures, int PlannedActivities);

internal sealed class ListOfficeProjectsHandler(CharityDbContext db, IOrganisations organisations) : IRequestHandler<ListOfficeProjects, Result<OfficeProjectList>>
{
    private const int PerPage = 50;

    public async Task<Result<OfficeProjectList>> Handle(ListOfficeProjects request, CancellationToken cancellationToken)
    {
        var page = await db.Set<Project>().AsNoTracking()
            .Where(project => (request.State == null || request.State == string.Empty || project.State == request.State) && (request.Year == null || project.Year == request.Year)
                && (request.After == null || project.Id < request.After))
            .OrderByDescending(project => project.Id)
            .Take(PerPage + 1)
            .Include(project => project.Instalments)
            .ToListAsync(cancellationToken);
        var shown = page.Take(PerPage).ToList();
        var names = (await organisations.SummariesAsync([.. shown.Select(project => project.OrganisationId).Distinct()], cancellationToken)).ToDictionary(o => o.Id, o => o.Name.ToString());
        return new OfficeProjectList(
            request,
            shown.ConvertAll(project => new OfficeProject(
                project.Slug, project.Title, names.GetValueOrDefault(project.OrganisationId), project.State, project.RunsUntil, project.AwardedMinor,
                project.Instalments.Where(instalment => instalment.State == InstalmentProcess.Due).Sum(instalment => instalment.AmountMinor), project.Currency, project.Figures, project.PlannedActivities)),
            page.Count > PerPage ? shown[^1].Id : null);
    }
}
