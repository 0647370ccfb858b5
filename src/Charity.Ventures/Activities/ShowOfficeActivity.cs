using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>One activity for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowOfficeActivity(string Slug, Guid Id) : IQuery<ActivityPage>;

internal sealed class ShowOfficeActivityHandler(ActivityReader reader) : IRequestHandler<ShowOfficeActivity, Result<ActivityPage>>
{
    public Task<Result<ActivityPage>> Handle(ShowOfficeActivity request, CancellationToken cancellationToken) => reader.OneAsync(request.Slug, request.Id, cancellationToken);
}
