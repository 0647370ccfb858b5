using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>All projects for the bureau, page by page, with the sums of all that fit.</summary>
/// <param name="Call">A call's slug.</param>
[Requires(Permissions.ManageProjects)]
internal sealed record ListOfficeProjects(string? Call, string? State, int? Year, Guid? After) : IQuery<OfficeProjectList>;

internal sealed record OfficeProjectList(ListOfficeProjects Query, IReadOnlyList<OfficeProject> Rows, Guid? Next, ProjectTotals Totals, IReadOnlyList<(string Slug, LocalizedText Title)> Calls);

/// <param name="DueMinor">What is due for payment.</param>
internal sealed record OfficeProject(string Slug, LocalizedText Title, string? Organisation, string State, DateOnly RunsUntil, long AwardedMinor, long DueMinor, string Currency, ProjectFigures Figures, int PlannedActivities);

internal sealed class ListOfficeProjectsHandler(CharityDbContext db, IOrganisations organisations) : IRequestHandler<ListOfficeProjects, Result<OfficeProjectList>>
{
    private const int PerPage = 50;

    public async Task<Result<OfficeProjectList>> Handle(ListOfficeProjects request, CancellationToken cancellationToken)
    {
        var fitting = db.Set<Project>().AsNoTracking()
            .Where(project => (request.State == null || request.State == string.Empty || project.State == request.State) && (request.Year == null || project.Year == request.Year)
                && (request.Call == null || request.Call == string.Empty || db.Set<Call>().Any(call => call.Id == project.CallId && call.Slug == request.Call)));
        var page = await fitting.Where(project => request.After == null || project.Id < request.After)
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
            page.Count > PerPage ? shown[^1].Id : null,
            await ProjectTotals.OfAsync(fitting, cancellationToken),
            await ListProjectsHandler.CallsAsync(db, cancellationToken));
    }
}
