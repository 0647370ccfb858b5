using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>Writes down the hours of one volunteer; the certificate is made from it.</summary>
[SignedIn]
internal sealed record KeepVolunteer(string Slug, Guid Id, string? Name, decimal? Hours) : ICommand, IEditorsProjectRequest;

internal sealed class KeepVolunteerValidator : AbstractValidator<KeepVolunteer>
{
    public KeepVolunteerValidator()
    {
        RuleFor(keep => keep.Name).Must(name => PlainText.Clean(name).Length > 0).Says("name_missing", "Please type the name.")
            .MaximumLength(50).Says("text_too_long", "Please use at most {0} characters.", 50);
        RuleFor(keep => keep.Hours).Must(hours => hours is >= 0.5m and <= 24m && hours * 2 == decimal.Truncate(hours.Value * 2)).Says("hours_wrong", "Please type the hours in halves, from 0.5 to 24.");
    }
}

internal sealed class KeepVolunteerHandler(ActivityDesk desk, TimeProvider clock) : IRequestHandler<KeepVolunteer, Result>
{
    private const int Most = 500;

    public async Task<Result> Handle(KeepVolunteer request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var activity = taken.Value.Activity;
        if (activity.State != ActivityProcess.Planned)
        {
            return ActivityFailures.Counted;
        }

        if (activity.Volunteers.Count >= Most)
        {
            return Failure.Conflict("volunteers_too_many", "At most {0} volunteers are written down for one activity.", Most);
        }

        activity.Add(VolunteerHours.Of(activity.Id, PlainText.Clean(request.Name), (int)(request.Hours!.Value * 60), ActivityDesk.NewCode(), clock.GetUtcNow()));
        return Result.Ok;
    }
}
