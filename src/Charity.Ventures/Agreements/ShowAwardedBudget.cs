using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>The page on which an organisation that was awarded less than it asked for says what the award is spent on.</summary>
[SignedIn]
internal sealed record ShowAwardedBudget(string Slug) : IQuery<AwardedBudgetPage>, IOwnProjectRequest;

/// <param name="Waiting">Null when there is nothing (more) to enter.</param>
internal sealed record AwardedBudgetPage(Project Project, AskedBudget? Waiting);

internal sealed class ShowAwardedBudgetHandler(ProjectDesk desk, AwardedBudgets budgets) : IRequestHandler<ShowAwardedBudget, Result<AwardedBudgetPage>>
{
    public async Task<Result<AwardedBudgetPage>> Handle(ShowAwardedBudget request, CancellationToken cancellationToken) => await desk.FindAsync(request.Slug, cancellationToken) is { } project
        ? new AwardedBudgetPage(project, await budgets.WaitsForAsync(project, cancellationToken))
        : ProjectFailures.Unknown;
}
