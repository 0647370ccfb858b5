using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Agreements;
using Charity.Ventures.Duties;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>A project as the bureau sees it.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowOfficeProject(string Slug) : IQuery<OfficeProjectPage>;

/// <param name="Waits">Why its agreement cannot be offered yet.</param>
internal sealed record OfficeProjectPage(
    Project Project, OrganisationSummary? Organisation, IReadOnlyList<NamedDuty> Duties, IReadOnlyList<InstalmentRow> Instalments, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<ProjectStep> History,
    Failure? Waits);

/// <summary>Who has done what for the project.</summary>
internal sealed record NamedDuty(string Name, Duty Duty, DateTime SinceUtc);

internal sealed class ShowOfficeProjectHandler(CharityDbContext db, ProjectReader reader, AwardedBudgets budgets, IOrganisations organisations, IUserDirectory users, IWorkflowDoor door) : IRequestHandler<ShowOfficeProject, Result<OfficeProjectPage>>
{
    public async Task<Result<OfficeProjectPage>> Handle(ShowOfficeProject request, CancellationToken cancellationToken)
    {
        if (await ProjectDesk.Whole(db.Set<Project>()).SingleOrDefaultAsync(project => project.Slug == request.Slug, cancellationToken) is not { } project)
        {
            return ProjectFailures.Unknown;
        }

        var duties = new List<NamedDuty>();
        foreach (var record in await db.Set<DutyRecord>().AsNoTracking().Where(record => record.SubjectId == project.Id || record.SubjectId == project.SubmissionId).OrderBy(record => record.SinceUtc).Take(100).ToListAsync(cancellationToken))
        {
            duties.Add(new NamedDuty((await users.FindAsync(record.UserId, cancellationToken))?.Name ?? string.Empty, record.Duty, record.SinceUtc));
        }

        return new OfficeProjectPage(
            project, await organisations.FindAsync(project.OrganisationId, cancellationToken), duties, await reader.InstalmentsAsync(project, cancellationToken),
            await door.OffersAsync(ProjectProcess.Table, project, cancellationToken), await reader.HistoryAsync(project.Id, cancellationToken),
            await budgets.RefusalAsync(project, cancellationToken));
    }
}
