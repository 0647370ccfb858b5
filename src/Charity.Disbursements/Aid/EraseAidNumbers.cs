using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Disbursements.Aid;

/// <summary>How long the numbers of people on lists are kept.</summary>
internal sealed record AidArchiveSettings
{
    /// <summary>
    /// Full years after the one in which a list was paid or ended. 会计档案管理办法 (2015) keeps lists and registers that support the books for 10 years and
    /// vouchers for 30; whoever files lists with the vouchers sets 30.
    /// </summary>
    public int YearsKept { get; init; } = 10;
}

/// <summary>
/// Erases identity and account numbers of lists whose time in the archive is over, and the bank's answers that hold such numbers alone. Names stay, for
/// what was approved is a hash over them, and are shown masked as ever; amounts and areas stay; the keyed fingerprints stay, so that the hash is verified
/// and a look-up answered without any number. Running it twice changes nothing.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class EraseAidNumbers(IServiceScopeFactory scopes, ILogger<EraseAidNumbers> logger) : IJob
{
    /// <summary>At 03:50 in China on the second of every month.</summary>
    public const string Cron = "0 50 19 1 * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await EraseAsync(cancellationToken);

    internal async Task EraseAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await OverAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateSystemScope("archive");
                await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => EraseAsync(scope.ServiceProvider, id, token), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The numbers of list {Id} could not be erased; the next turn tries it again.", id);
            }
        }
    }

    /// <summary>Lists that were paid or ended before the years that are kept.</summary>
    private async Task<IReadOnlyList<Guid>> OverAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("archive");
        var (db, time) = (scope.ServiceProvider.GetRequiredService<CharityDbContext>(), scope.ServiceProvider.GetRequiredService<SiteTime>());
        var years = (await scope.ServiceProvider.GetRequiredService<ISettingsStore>().GetAsync<AidArchiveSettings>(cancellationToken)).YearsKept;
        var settled = await (
            from list in db.Set<AidList>()
            where list.ErasedUtc == null && (list.Standing == AidStanding.Paid || list.Standing == AidStanding.Ended)
            join step in db.Set<WorkflowStep>() on list.RequestId equals step.InstanceId
            group step.AtUtc by list.Id into steps
            select new { steps.Key, Last = steps.Max() }).ToListAsync(cancellationToken);
        return [.. settled.Where(list => time.DayOf(list.Last).Year + years < time.Today.Year).Select(list => list.Key).Order()];
    }

    private static async Task<bool> EraseAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var (db, subject, now) = (services.GetRequiredService<CharityDbContext>(), services.GetRequiredService<AidSubject>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await subject.LockAsync(id, cancellationToken);
        var list = await db.Set<AidList>().SingleAsync(list => list.Id == id, cancellationToken);
        if (list.ErasedUtc is not null || list.Standing is not (AidStanding.Paid or AidStanding.Ended))
        {
            return false;
        }

        await db.Set<AidRecipient>().Where(recipient => recipient.ListId == id).ExecuteUpdateAsync(recipient => recipient.SetProperty(r => r.IdentityNumber, (string?)null), cancellationToken);
        await db.Set<PaymentLine>().Where(line => line.RequestId == list.RequestId).ExecuteUpdateAsync(line => line.SetProperty(l => l.PayeeNumber, string.Empty), cancellationToken);
        list.Erase(now);
        services.GetRequiredService<IAuditTrail>().Record("PersonalData.NumbersErased", list.Id.ToString(), new { list.People });
        await db.SaveChangesAsync(cancellationToken);
        await RemoveAnswersAsync(db, services.GetRequiredService<IAttachments>(), list, cancellationToken);
        return true;
    }

    /// <summary>The bank's answers name the accounts of all a batch paid: they go when every payment in it is of an erased list.</summary>
    private static async Task RemoveAnswersAsync(CharityDbContext db, IAttachments attachments, AidList list, CancellationToken cancellationToken)
    {
        var requests = from sent in db.Set<BatchLine>() join line in db.Set<PaymentLine>() on sent.LineId equals line.Id select new { sent.BatchId, line.RequestId };
        foreach (var batch in await requests.Where(row => row.RequestId == list.RequestId).Select(row => row.BatchId).Distinct().ToListAsync(cancellationToken))
        {
            if (await requests.AnyAsync(row => row.BatchId == batch && !db.Set<AidList>().Any(other => other.RequestId == row.RequestId && other.ErasedUtc != null), cancellationToken))
            {
                continue;
            }

            var owner = BatchPapers.Of(batch);
            foreach (var answer in await attachments.ListAsync(owner, cancellationToken))
            {
                await attachments.RemoveAsync(owner, answer.Id, cancellationToken);
            }
        }
    }
}
