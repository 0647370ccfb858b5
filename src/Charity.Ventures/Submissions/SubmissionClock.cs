using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Ventures.Submissions;

/// <summary>
/// Ends the time to revise, reminds who is still writing before it ends, and tells the office of answers that were promised and are late.
/// Running it twice changes nothing: states are left once, mails have keys.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class SubmissionClock(IServiceScopeFactory scopes, ILogger<SubmissionClock> logger) : IJob
{
    /// <summary>Every ten minutes.</summary>
    public const string Cron = "15 0/10 * * * ?";

    private const int DaysBefore = 3;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await ForEachAsync((submissions, today) => submissions.Where(submission => (submission.State == SubmissionProcess.Returned || submission.State == SubmissionProcess.Revising) && submission.ReviseBy < today), EndAsync, cancellationToken);
        await ForEachAsync((submissions, today) => submissions.Where(submission => (submission.State == SubmissionProcess.Returned || submission.State == SubmissionProcess.Revising) && submission.ReviseBy <= today.AddDays(1) && submission.RemindedOf != submission.ReviseBy), RemindToReviseAsync, cancellationToken);
        await RemindOfCallsAsync(cancellationToken);
        await TellOfLateAnswersAsync(cancellationToken);
    }

    private static async Task EndAsync(IServiceProvider services, Submission submission, CancellationToken cancellationToken)
    {
        var trigger = submission.State == SubmissionProcess.Returned ? SubmissionProcess.Lapse : SubmissionProcess.Resume;
        if (trigger == SubmissionProcess.Resume)
        {
            // It goes on as it was handed in, not as somebody began to change it.
            var db = services.GetRequiredService<CharityDbContext>();
            var version = await db.Set<SubmissionVersion>().Where(version => version.SubmissionId == submission.Id && version.IsSubmitted).OrderByDescending(version => version.SavedUtc).FirstAsync(cancellationToken);
            db.Add(submission.Restore(version, new Writer(submission.SavedById, submission.SavedByName), services.GetRequiredService<TimeProvider>().GetUtcNow()));
        }

        if ((await services.GetRequiredService<IWorkflowDoor>().FireAsync(SubmissionProcess.Table, submission, trigger, expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
        {
            throw new InvalidOperationException($"Submission {submission.Id} could not {trigger}: {failure.Code}.");
        }

        await MailAsync(
            services, submission, $"submission-{trigger}",
            trigger == SubmissionProcess.Lapse ? "\"{0}\" cannot take part" : "\"{0}\" goes on as it was",
            trigger == SubmissionProcess.Lapse
                ? "It was returned to you and not handed in again in time."
                : "The time to revise it after the advice is over. The review goes on with what you handed in first.",
            cancellationToken);
    }

    private static Task RemindToReviseAsync(IServiceProvider services, Submission submission, CancellationToken cancellationToken)
    {
        submission.Remind(submission.ReviseBy!.Value);
        return MailAsync(services, submission, "submission-revise-soon", "The time for \"{0}\" ends soon", "It has to be handed in again by {1}.", cancellationToken);
    }

    private async Task RemindOfCallsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var soon = now.AddDays(DaysBefore);
        var calls = await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Call>().AsNoTracking()
            .Where(call => call.State == CallProcess.Open && call.ClosesUtc > now && call.ClosesUtc <= soon)
            .Select(call => new { call.Id, call.Design })
            .ToListAsync(cancellationToken);
        var days = calls.ToDictionary(call => call.Id, call => call.Design.Timetable.ClosesOn!.Value);
        var ids = days.Keys.ToList();
        await ForEachAsync(
            (submissions, _) => submissions.Where(submission => submission.State == SubmissionProcess.Draft && submission.RemindedOf == null && ids.Contains(submission.CallId)),
            (services, submission, token) =>
            {
                submission.Remind(days[submission.CallId]);
                return MailAsync(services, submission, "submission-closes-soon", "The time for \"{0}\" ends soon", "It is still a draft. The call takes submissions until {1}.", token);
            },
            cancellationToken);
    }

    private Task TellOfLateAnswersAsync(CancellationToken cancellationToken) => ForEachAsync(
        (submissions, today) => submissions.Where(submission => SubmissionProcess.Pending.Contains(submission.State) && submission.AnswerOn < today),
        async (services, submission, token) =>
        {
            var slug = await services.GetRequiredService<CharityDbContext>().Set<Call>().Where(call => call.Id == submission.CallId).Select(call => call.Slug).SingleAsync(token);
            await services.GetRequiredService<IAlerts>().RaiseAsync(
                $"answers-late:{submission.CallId:N}", Permissions.ScreenSubmissions, $"/office/calls/{slug}/submissions", "Answers that were promised to applicants are late.", [], token);
        },
        cancellationToken);

    /// <summary>Each in a transaction of its own; one that fails keeps no other waiting.</summary>
    private async Task ForEachAsync(Func<IQueryable<Submission>, DateOnly, IQueryable<Submission>> which, Func<IServiceProvider, Submission, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        foreach (var id in await IdsAsync(which, cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateSystemScope("clock");
                await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
                    async token =>
                    {
                        // Whatever was decided since the list was read counts.
                        var today = scope.ServiceProvider.GetRequiredService<SiteTime>().Today;
                        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
                        if (await which(db.Set<Submission>(), today).SingleOrDefaultAsync(submission => submission.Id == id, token) is { } submission)
                        {
                            await act(scope.ServiceProvider, submission, token);
                        }

                        return true;
                    },
                    cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The clock could not see to submission {Id}; the next turn tries it again.", id);
            }
        }
    }

    private async Task<List<Guid>> IdsAsync(Func<IQueryable<Submission>, DateOnly, IQueryable<Submission>> which, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var today = scope.ServiceProvider.GetRequiredService<SiteTime>().Today;
        return await which(scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Submission>(), today).OrderBy(submission => submission.Id).Select(submission => submission.Id).ToListAsync(cancellationToken);
    }

    private static async Task MailAsync(IServiceProvider services, Submission submission, string about, string subject, string words, CancellationToken cancellationToken)
    {
        var call = await services.GetRequiredService<CharityDbContext>().Set<Call>().AsNoTracking().SingleAsync(call => call.Id == submission.CallId, cancellationToken);
        var day = submission.RemindedOf ?? submission.ReviseBy ?? services.GetRequiredService<SiteTime>().Today;
        var address = services.GetRequiredService<SiteAddress>().Of($"/workspace/submissions/{submission.Id}");
        await services.GetRequiredService<IOrganisationMails>().ToColleaguesAsync(
            submission.OrganisationId,
            FormattableString.Invariant($"{about}:{submission.Id:N}:{day:yyyyMMdd}"),
            role => role is OrganisationRole.Owner or OrganisationRole.Editor,
            T => T[subject, submission.Title],
            T => [T[words, submission.Title, day], T["See it here: {0}", address]],
            cancellationToken);
    }
}
