using Charity.Platform.Requests;
using Charity.Ventures.Agreements;
using MediatR;

namespace Charity.Ventures.Projects;

/// <summary>A project as its organisation sees it: what comes next, what money waits for.</summary>
[SignedIn]
internal sealed record ShowMyProject(string Slug) : IQuery<MyProjectPage>, IOwnProjectRequest;

/// <param name="WaitsForBudget">Less was awarded than asked for, and what the award is spent on is not said yet.</param>
internal sealed record MyProjectPage(Project Project, IReadOnlyList<InstalmentRow> Instalments, IReadOnlyList<ProjectStep> History, bool WaitsForBudget);

internal sealed class ShowMyProjectHandler(ProjectDesk desk, ProjectReader reader, AwardedBudgets budgets) : IRequestHandler<ShowMyProject, Result<MyProjectPage>>
{
    public async Task<Result<MyProjectPage>> Handle(ShowMyProject request, CancellationToken cancellationToken) => await desk.FindAsync(request.Slug, cancellationToken) is { } project
        ? new MyProjectPage(project, await reader.InstalmentsAsync(project, cancellationToken), await reader.HistoryAsync(project.Id, cancellationToken),
            await budgets.WaitsForAsync(project, cancellationToken) is not null)
        : ProjectFailures.Unknown;
}
