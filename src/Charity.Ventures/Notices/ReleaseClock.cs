using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Ventures.Notices;

/// <summary>
/// Ends public notices when their last day is over and awards every project nobody's objection holds, each in a transaction of its own: a crash
/// leaves the rest for the next turn, and turning twice changes nothing. Tells when money does not suffice and when an answer is late.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ReleaseClock(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    /// <summary>Every five minutes.</summary>
    public const string Cron = "30 0/5 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await EndNoticesAsync(cancellationToken);
        foreach (var id in await ReadAsync(db => Releasable(db), cancellationToken))
        {
            await AwardAsync(id, cancellationToken);
        }

        await TellOfLateAnswersAsync(cancellationToken);
    }

    /// <summary>The alert that says why a project whose notice is over is not awarded.</summary>
    public static string AlertKey(Guid submissionId) => $"award:{submissionId:N}";

    public static string LateKey(Guid objectionId) => $"objection-late:{objectionId:N}";

    private async Task EndNoticesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var id in await ReadAsync(db => db.Set<AwardNotice>().Where(notice => notice.State == AwardNoticeProcess.Running && notice.EndsUtc <= now).Select(notice => notice.Id), cancellationToken))
        {
            await DoAsync(
                async (services, token) => await services.GetRequiredService<IWorkflowDoor>().FireAsync(
                    AwardNoticeProcess.Table, await services.GetRequiredService<CharityDbContext>().Set<AwardNotice>().SingleAsync(notice => notice.Id == id, token), AwardNoticeProcess.End, null, null, token),
                cancellationToken);
        }
    }

    /// <summary>On notice, in the order of their numbers, with a notice that has ended and no open objection; the guards look again under the lock.</summary>
    private static IQueryable<Guid> Releasable(CharityDbContext db) => db.Set<Submission>()
        .Where(submission => submission.State == SubmissionProcess.OnNotice
            && db.Set<AwardNotice>().Any(notice => notice.State == AwardNoticeProcess.Ended && notice.Entries.Any(entry => entry.SubmissionId == submission.Id))
            && !db.Set<Objection>().Any(objection => objection.SubmissionId == submission.Id && (objection.State == ObjectionProcess.Received || objection.State == ObjectionProcess.Examining)))
        .OrderBy(submission => submission.CallId).ThenBy(submission => submission.Number)
        .Select(submission => submission.Id);

    private async Task AwardAsync(Guid id, CancellationToken cancellationToken)
    {
        var awarded = await DoAsync(
            async (services, token) =>
            {
                var result = await services.GetRequiredService<AwardDesk>().AwardAsync(id, token);
                if (result.Succeeded)
                {
                    await services.GetRequiredService<IAlerts>().ResolveAsync(AlertKey(id), token);
                }

                return result;
            },
            cancellationToken);
        if (awarded.Failure is { Code: "insufficient_funds" or "call_money_exceeded" } failure)
        {
            await DoAsync((services, token) => TellAsync(services, id, failure, token), cancellationToken);
        }
    }

    private static async Task<Result> TellAsync(IServiceProvider services, Guid id, Failure failure, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var submission = await db.Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == id, cancellationToken);
        var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == submission.CallId, cancellationToken);

        // Two nodes that find it at once tell it one after the other, so once.
        await db.LockAsync(SelectionDesk.LockOf(call.Id), cancellationToken);
        var because = failure.Code == "insufficient_funds"
            ? "\"{0}\" cannot be awarded: its fund does not have the money at present. It stays on notice until it has."
            : "\"{0}\" cannot be awarded: the call's money does not suffice for it any more. It stays on notice until it does.";
        await services.GetRequiredService<IAlerts>().RaiseAsync(AlertKey(id), Permissions.DecideSubmissions, $"/office/calls/{call.Slug}/board", because, [submission.Title], cancellationToken);
        return Result.Ok;
    }

    private async Task TellOfLateAnswersAsync(CancellationToken cancellationToken)
    {
        await DoAsync(
            async (services, token) =>
            {
                await services.GetRequiredService<CharityDbContext>().LockAsync("objections-late", token);
                var today = services.GetRequiredService<SiteTime>().Today;
                var late = await services.GetRequiredService<CharityDbContext>().Set<Objection>().AsNoTracking()
                    .Where(objection => (objection.State == ObjectionProcess.Received || objection.State == ObjectionProcess.Examining) && objection.AnswerBy < today)
                    .Select(objection => new { objection.Id, objection.AnswerBy })
                    .ToListAsync(token);
                foreach (var objection in late)
                {
                    await services.GetRequiredService<IAlerts>().RaiseAsync(
                        LateKey(objection.Id), Permissions.HandleObjections, $"/office/objections/{objection.Id}", "An objection was to be answered by {0}.",
                        [objection.AnswerBy.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)], token);
                }

                return Result.Ok;
            },
            cancellationToken);
    }

    private async Task<List<T>> ReadAsync<T>(Func<CharityDbContext, IQueryable<T>> read, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        return await read(scope.ServiceProvider.GetRequiredService<CharityDbContext>()).ToListAsync(cancellationToken);
    }

    private async Task<Result> DoAsync(Func<IServiceProvider, CancellationToken, Task<Result>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        try
        {
            return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => work(scope.ServiceProvider, token), result => result.Succeeded, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node, the applicant or an officer was faster; the next turn looks again.
            return NoticeFailures.ChangedMeanwhile;
        }
    }
}
