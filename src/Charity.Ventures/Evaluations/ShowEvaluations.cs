using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Evaluations;

/// <summary>Reports and evaluations of a project, for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowEvaluations(string Slug) : IQuery<ReportsPage>;

internal sealed class ShowEvaluationsHandler(ReportReader reader) : IRequestHandler<ShowEvaluations, Result<ReportsPage>>
{
    public Task<Result<ReportsPage>> Handle(ShowEvaluations request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, onlyHandedIn: true, cancellationToken);
}
