using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Platform.Jobs;

/// <summary>
/// Forgets what has done its work: answers kept for repeated API requests, and the addresses and texts of mails that have left or never will. A
/// mail's key stays for ever, so that what was promised once is never promised again.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class CleanUp(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    /// <summary>03:30 in China.</summary>
    public const string Cron = "0 30 19 * * ?";
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(3);
    private static readonly TimeSpan MailsKept = TimeSpan.FromDays(90);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateSystemScope("clean-up");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var now = clock.GetUtcNow().UtcDateTime;
        var (answersBefore, mailsBefore) = (now - AnswersKept, now - MailsKept);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await db.Set<IdempotencyRecord>().Where(record => record.CreatedUtc < answersBefore).ExecuteDeleteAsync(token);
                await db.Set<OutgoingMail>()
                    .Where(mail => ((mail.State == MailState.Sent && mail.SentUtc < mailsBefore) || (mail.State == MailState.Failed && mail.CreatedUtc < mailsBefore)) && mail.Subject != string.Empty)
                    .ExecuteUpdateAsync(mail => mail.SetProperty(m => m.To, string.Empty).SetProperty(m => m.Text, string.Empty).SetProperty(m => m.Subject, string.Empty), token);
                return true;
            },
            cancellationToken);
    }
}
