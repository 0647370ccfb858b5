using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>Takes a volunteer's hours out again; the certificate's code is no longer known.</summary>
[SignedIn]
internal sealed record RemoveVolunteer(string Slug, Guid Id, Guid VolunteerId) : ICommand, IEditorsProjectRequest;

internal sealed class RemoveVolunteerHandler(ActivityDesk desk) : IRequestHandler<RemoveVolunteer, Result>
{
    public async Task<Result> Handle(RemoveVolunteer request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        return taken.Failure is { } unknown ? unknown
            : taken.Value.Activity.State != ActivityProcess.Planned ? ActivityFailures.Counted
            : taken.Value.Activity.Remove(request.VolunteerId) ? Result.Ok
            : ActivityFailures.Unknown;
    }
}
