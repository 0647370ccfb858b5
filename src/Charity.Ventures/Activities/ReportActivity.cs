using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>Says what came of an activity: from then on it counts.</summary>
/// <param name="Version">The version that was looked at.</param>
[SignedIn]
internal sealed record ReportActivity(string Slug, Guid Id, int Version, int Sessions, int People, int SocialWorkers, int Volunteers) : ICommand, IEditorsProjectRequest;

internal sealed class ReportActivityValidator : AbstractValidator<ReportActivity>
{
    private const int MostSessions = 50;
    private const int MostPeople = 100_000;

    public ReportActivityValidator()
    {
        RuleFor(report => report.Sessions).InclusiveBetween(1, MostSessions).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, MostSessions);
        RuleFor(report => report.People).InclusiveBetween(0, MostPeople).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, MostPeople);
        RuleFor(report => report.SocialWorkers).InclusiveBetween(0, 1_000).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 1_000);
        RuleFor(report => report.Volunteers).InclusiveBetween(0, 10_000).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 10_000);
    }
}

internal sealed class ReportActivityHandler(ActivityDesk desk) : IRequestHandler<ReportActivity, Result>
{
    public async Task<Result> Handle(ReportActivity request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (project, activity) = taken.Value;
        if (activity.Volunteers.Count > request.Volunteers)
        {
            return Failure.Field(nameof(request.Volunteers), "volunteers_too_few", "Hours are entered for {0} volunteers.", activity.Volunteers.Count);
        }

        return await desk.MoveAsync(
            project, activity, ActivityProcess.Hold, request.Version, note: null,
            () => activity.Report(new ActivityFigures(request.Sessions, request.People, request.SocialWorkers, request.Volunteers)), cancellationToken);
    }
}
