using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>A project's activities and expenses, for the bureau to look through.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowOfficeActivities(string Slug) : IQuery<ActivitiesPage>;

internal sealed class ShowOfficeActivitiesHandler(ActivityReader reader) : IRequestHandler<ShowOfficeActivities, Result<ActivitiesPage>>
{
    public Task<Result<ActivitiesPage>> Handle(ShowOfficeActivities request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}
