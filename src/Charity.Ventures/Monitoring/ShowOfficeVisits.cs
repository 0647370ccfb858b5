using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Monitoring;

/// <summary>The visits to a project, for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowOfficeVisits(string Slug) : IQuery<VisitsPage>;

internal sealed class ShowOfficeVisitsHandler(VisitReader reader) : IRequestHandler<ShowOfficeVisits, Result<VisitsPage>>
{
    public Task<Result<VisitsPage>> Handle(ShowOfficeVisits request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}
