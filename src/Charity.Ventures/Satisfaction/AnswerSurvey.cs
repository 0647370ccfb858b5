using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Activities;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Satisfaction;

/// <summary>
/// Somebody answers the five questions about an activity, without an account. Once per device, no more answers than people were there,
/// and many from one address in a short time are kept but do not count.
/// </summary>
/// <param name="Device">The device's cookie.</param>
/// <param name="Answers">1 to 5 each, in the order of <see cref="SurveyQuestions"/>.</param>
[Anybody]
internal sealed record AnswerSurvey(string Key, string Device, IReadOnlyList<int> Answers, string? Comment) : ICommand;

internal sealed class AnswerSurveyValidator : AbstractValidator<AnswerSurvey>
{
    public AnswerSurveyValidator()
    {
        RuleFor(answer => answer.Answers).Must(answers => answers.Count == SurveyQuestions.All.Count && answers.All(points => points is >= 1 and <= 5)).Says("answers_missing", "Please answer all five questions.");
        RuleFor(answer => answer.Comment).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
    }
}

internal sealed class AnswerSurveyHandler(CharityDbContext db, ProjectDesk projects, FieldCipher cipher, ICurrentUser user, TimeProvider clock) : IRequestHandler<AnswerSurvey, Result>
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(14);

    /// <summary>A family or a hall behind one address in so short a time; more look made up.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMinutes(10);
    private const int MostInABurst = 8;

    public async Task<Result> Handle(AnswerSurvey request, CancellationToken cancellationToken)
    {
        var found = await db.Set<Activity>().Where(activity => activity.SignInKey == request.Key)
            .Join(db.Set<Project>(), activity => activity.ProjectId, project => project.Id, (activity, project) => new { activity.Id, project.Slug }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return ActivityFailures.Unknown;
        }

        var project = (await projects.TakeAsync(found.Slug, cancellationToken)).Value;
        var activity = await db.Set<Activity>().AsNoTracking().SingleAsync(a => a.Id == found.Id, cancellationToken);
        var now = clock.GetUtcNow();
        if (!IsOpen(activity, now.UtcDateTime) || project.IsOver)
        {
            return Failure.Conflict("survey_closed", "The questions are open from the beginning of the activity until two weeks after it.");
        }

        var device = cipher.Fingerprint($"device:{request.Device}");
        var answers = db.Set<SurveyAnswer>().Where(answer => answer.ActivityId == activity.Id);
        if (await answers.AnyAsync(answer => answer.DeviceFingerprint == device, cancellationToken))
        {
            return Failure.Conflict("survey_answered", "You have answered already. Thank you.");
        }

        if (await answers.CountAsync(cancellationToken) >= Math.Max(activity.Figures.People, activity.SignedIn))
        {
            return Failure.Conflict("survey_full", "As many answers have come as people were there; no more are taken.");
        }

        var address = cipher.Fingerprint(FormattableString.Invariant($"address:{user.RemoteAddress}:{now.UtcDateTime:yyyy-MM-dd}"));
        var since = (now - Burst).UtcDateTime;
        var isSuspicious = await answers.CountAsync(answer => answer.AddressFingerprint == address && answer.AtUtc > since, cancellationToken) >= MostInABurst;
        var points = request.Answers.Sum();
        db.Add(SurveyAnswer.Of(activity.Id, device, address, points, PlainText.Clean(request.Comment, keepLines: true) is { Length: > 0 } comment ? comment : null, isSuspicious, now));
        if (!isSuspicious)
        {
            project.Count(new ProjectFigures(Surveys: 1, SurveyPoints: points));
        }

        return Result.Ok;
    }

    internal static bool IsOpen(Activity activity, DateTime nowUtc) => activity.State != ActivityProcess.Cancelled && nowUtc >= activity.StartsUtc && nowUtc <= activity.EndsUtc + OpenFor;
}
