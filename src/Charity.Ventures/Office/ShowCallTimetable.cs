using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>What the form of <see cref="EditCallTimetable"/> shows.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowCallTimetable(string Slug) : IQuery<EditCallTimetable>;

internal sealed class ShowCallTimetableHandler(CallDesk desk) : IRequestHandler<ShowCallTimetable, Result<EditCallTimetable>>
{
    public Task<Result<EditCallTimetable>> Handle(ShowCallTimetable request, CancellationToken cancellationToken) => desk.ShowAsync(request.Slug, EditCallTimetable.Of, cancellationToken);
}
