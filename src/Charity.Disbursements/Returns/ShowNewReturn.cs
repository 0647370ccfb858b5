using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Contracts;
using MediatR;

namespace Charity.Disbursements.Returns;

/// <summary>What staff see before they demand money back.</summary>
/// <param name="Project">Its slug.</param>
[Requires(Permissions.DemandReturns)]
internal sealed record ShowNewReturn(string Project, DemandReturn? Typed = null) : IQuery<NewReturnPage>;

internal sealed record NewReturnPage(LocalizedText ProjectTitle, DemandReturn Typed, long DemandableMinor, string Currency);

internal sealed class ShowNewReturnHandler(ReturnDesk desk, IProjectMoney projects, TimeProvider clock) : IRequestHandler<ShowNewReturn, Result<NewReturnPage>>
{
    public async Task<Result<NewReturnPage>> Handle(ShowNewReturn request, CancellationToken cancellationToken) =>
        await projects.OfProjectAsync(request.Project, cancellationToken) is [var project, ..]
            ? new NewReturnPage(project.ProjectTitle, request.Typed ?? new DemandReturn { Id = Guid.CreateVersion7(clock.GetUtcNow()), Project = request.Project }, await desk.DemandableAsync(project.ProjectId, cancellationToken), project.Currency)
            : Failure.NotFound("project_unknown", "There is no such project.");
}
