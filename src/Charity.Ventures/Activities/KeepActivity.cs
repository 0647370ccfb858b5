using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>Plans an activity, or changes the plan.</summary>
[SignedIn]
internal sealed record KeepActivity : ICommand, IEditorsProjectRequest
{
    public string Slug { get; init; } = string.Empty;

    /// <summary>Null for a new one.</summary>
    public Guid? Id { get; init; }
    public int Revision { get; init; }
    public string? Title { get; init; }
    public string? Place { get; init; }
    public string? Text { get; init; }
    public DateOnly? Day { get; init; }
    public TimeOnly? From { get; init; }
    public TimeOnly? Until { get; init; }

    public static KeepActivity Of(string slug, Activity activity, SiteTime time)
    {
        var (from, until) = (time.Local(activity.StartsUtc), time.Local(activity.EndsUtc));
        return new KeepActivity
        {
            Slug = slug, Id = activity.Id, Revision = activity.Revision, Title = activity.Title, Place = activity.Place, Text = activity.Text, Day = DateOnly.FromDateTime(from),
            From = TimeOnly.FromDateTime(from), Until = TimeOnly.FromDateTime(until),
        };
    }
}

internal sealed class KeepActivityValidator : AbstractValidator<KeepActivity>
{
    public KeepActivityValidator()
    {
        RuleFor(keep => keep.Title).Must(title => PlainText.Clean(title).Length > 0).Says("title_missing", "Please type what the activity is called.")
            .MaximumLength(Activity.TitleLength).Says("text_too_long", "Please use at most {0} characters.", Activity.TitleLength);
        RuleFor(keep => keep.Place).Must(place => PlainText.Clean(place).Length > 0).Says("place_missing", "Please type where it takes place.")
            .MaximumLength(Activity.TitleLength).Says("text_too_long", "Please use at most {0} characters.", Activity.TitleLength);
        RuleFor(keep => keep.Text).MaximumLength(Activity.TextLength).Says("text_too_long", "Please use at most {0} characters.", Activity.TextLength);
        RuleFor(keep => keep.Day).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(keep => keep.From).NotNull().Says("time_missing", "Please type the time, like 14:00.");
        RuleFor(keep => keep.Until).NotNull().Says("time_missing", "Please type the time, like 14:00.")
            .Must((keep, until) => until is null || keep.From is null || until > keep.From).Says("ends_before_begin", "It would end before it begins.");
    }
}

internal sealed class KeepActivityHandler(CharityDbContext db, ProjectDesk projects, ActivityDesk desk, SiteTime time, TimeProvider clock) : IRequestHandler<KeepActivity, Result>
{
    public async Task<Result> Handle(KeepActivity request, CancellationToken cancellationToken)
    {
        var plan = new ActivityPlan(
            PlainText.Clean(request.Title), PlainText.Clean(request.Place), PlainText.Clean(request.Text, keepLines: true) is { Length: > 0 } text ? text : null,
            Utc(request.Day!.Value, request.From!.Value), Utc(request.Day.Value, request.Until!.Value));
        return request.Id is { } id ? await ChangeAsync(request, id, plan, cancellationToken) : await AddAsync(request, plan, cancellationToken);
    }

    private async Task<Result> AddAsync(KeepActivity request, ActivityPlan plan, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        if (!taken.Value.IsUnderWay)
        {
            return ActivityFailures.NotUnderWay;
        }

        if (WhyNotThen(taken.Value, request.Day!.Value) is { } outside)
        {
            return outside;
        }

        db.Add(Activity.Plan(taken.Value.Id, plan, ActivityDesk.NewKey(), clock.GetUtcNow()));
        return Result.Ok;
    }

    private async Task<Result> ChangeAsync(KeepActivity request, Guid id, ActivityPlan plan, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (project, activity) = taken.Value;
        if (activity.Revision != request.Revision)
        {
            return ProjectFailures.ChangedMeanwhile;
        }

        if (activity.State != ActivityProcess.Planned)
        {
            return ActivityFailures.Counted;
        }

        if (WhyNotThen(project, request.Day!.Value) is { } outside)
        {
            return outside;
        }

        activity.Describe(plan);
        return Result.Ok;
    }

    private static Failure? WhyNotThen(Project project, DateOnly day) => day < project.RunsFrom || day > project.RunsUntil
        ? Failure.Field(nameof(KeepActivity.Day), "day_outside_project", "The project runs from {0} to {1}; ask for a change of its time first.", project.RunsFrom, project.RunsUntil)
        : null;

    private DateTime Utc(DateOnly day, TimeOnly at) => time.Utc(day) + at.ToTimeSpan();
}
