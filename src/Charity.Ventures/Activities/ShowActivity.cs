using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>One activity for the organisation: the plan, the sign-in, the volunteers, the photographs, what came of it.</summary>
[SignedIn]
internal sealed record ShowActivity(string Slug, Guid Id) : IQuery<ActivityPage>, IOwnProjectRequest;

internal sealed record ActivityPage(string Slug, bool IsUnderWay, Activity Activity, IReadOnlyList<AttachmentInfo> Photos, DateTime NowUtc);

internal sealed class ShowActivityHandler(ActivityReader reader) : IRequestHandler<ShowActivity, Result<ActivityPage>>
{
    public Task<Result<ActivityPage>> Handle(ShowActivity request, CancellationToken cancellationToken) => reader.OneAsync(request.Slug, request.Id, cancellationToken);
}
