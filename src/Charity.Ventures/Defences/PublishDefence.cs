using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>Publishes a day's timetable: every applicant is told their own time, every juror the day.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record PublishDefence(string Slug, Guid DayId, int Version) : ICommand;

internal sealed class PublishDefenceHandler(CharityDbContext db, DefenceDesk desk, IOrganisationMails mails, IUserDirectory users, IAlerts alerts, SiteAddress site, SiteTime time, TimeProvider clock)
    : IRequestHandler<PublishDefence, Result>
{
    public async Task<Result> Handle(PublishDefence request, CancellationToken cancellationToken)
    {
        var found = await desk.CallAsync(request.Slug, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        if (await desk.DayAsync(found.Value.Id, request.DayId, cancellationToken) is not { } day)
        {
            return DefenceFailures.UnknownDay;
        }

        if (day.Version != request.Version || day.IsPublished)
        {
            return CallFailures.ChangedMeanwhile;
        }

        day.Publish(clock.GetUtcNow().UtcDateTime);
        foreach (var slot in day.Slots)
        {
            await TellApplicantAsync(day, slot, cancellationToken);
        }

        foreach (var juror in day.Jurors)
        {
            await TellJurorAsync(found.Value, day, juror, cancellationToken);
        }

        if (!await db.Set<Submission>().AnyAsync(
                submission => submission.CallId == found.Value.Id && submission.State == SubmissionProcess.Shortlisted && !db.Set<DefenceSlot>().Any(slot => slot.SubmissionId == submission.Id), cancellationToken))
        {
            await alerts.ResolveAsync(WithdrawDefenceHandler.AlertKey(found.Value.Id), cancellationToken);
        }

        return Result.Ok;
    }

    private async Task TellApplicantAsync(DefenceDay day, DefenceSlot slot, CancellationToken cancellationToken)
    {
        var submission = await db.Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == slot.SubmissionId, cancellationToken);
        await mails.ToColleaguesAsync(
            submission.OrganisationId, $"defence:{slot.Id:N}", role => role is OrganisationRole.Owner or OrganisationRole.Editor,
            texts => texts["{0}: your defence is on {1}", submission.Title, DayWords.Of(time.Local(slot.StartsUtc))],
            texts => Lines(
                texts["Your project {0} is defended on {1}, until {2}.", submission.Title, DayWords.Of(time.Local(slot.StartsUtc)), DayWords.Of(time.Local(slot.EndsUtc))],
                texts["Place: {0}", day.Place], day.Link is { } link ? texts["Online: {0}", link].Value : null, day.Bring is { } bring ? texts["What to bring: {0}", bring].Value : null,
                site.Of($"/workspace/submissions/{submission.Id}")),
            cancellationToken);
    }

    private async Task TellJurorAsync(Call call, DefenceDay day, DefenceJuror juror, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(juror.UserId, cancellationToken) is not { } person)
        {
            return;
        }

        await mails.AddAsync(
            $"defence-juror:{day.Id:N}:{juror.UserId:N}", person.Email, person.Culture,
            texts => Lines(
                texts["Dear {0},", person.Name], texts["you are a juror of {0} on {1}: {2} defences.", call.Title, DayWords.Of(day.Day), day.Slots.Count], texts["Place: {0}", day.Place],
                day.Link is { } link ? texts["Online: {0}", link].Value : null, texts["You score on your phone: {0}", site.Of("/review/defences")]),
            texts => texts["{0}: defence on {1}", call.Title, DayWords.Of(day.Day)],
            cancellationToken);
    }

    private static IEnumerable<string> Lines(params string?[] lines) => lines.OfType<string>();
}
