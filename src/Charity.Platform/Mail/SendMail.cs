using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charity.Platform.Mail;

/// <summary>Sends waiting mail: at once when some was promised, and every minute. A failed mail is tried again later and later, then shown to somebody.</summary>
internal sealed class SendMail(IServiceScopeFactory scopes, Signal<SendMail> signal, IMailTransport transport, TimeProvider clock, ILogger<SendMail> logger) : BackgroundService
{
    private const int Batch = 50;
    private const int MaximumAttempts = 8;
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendDueAsync(stoppingToken) == Batch)
                {
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The mail round failed; the next one tries again");
            }

            await signal.WaitAsync(Round, clock, stoppingToken);
        }
    }

    /// <summary>Sends what is due now; answers how many were looked at.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("mail");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var unitOfWork = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var now = clock.GetUtcNow().UtcDateTime;

        // Claimed for five minutes first, so that another node does not send the same mail meanwhile; a crash only delays it.
        var claimed = await unitOfWork.ExecuteAsync(
            async token =>
            {
                await db.LockAsync("mail-claim", token);
                var due = await db.Set<OutgoingMail>()
                    .Where(mail => mail.State == MailState.Waiting && mail.NextAttemptUtc <= now)
                    .OrderBy(mail => mail.NextAttemptUtc)
                    .Take(Batch)
                    .ToListAsync(token);
                due.ForEach(mail => mail.NextAttemptUtc = now.AddMinutes(5));
                return due;
            },
            cancellationToken);
        foreach (var mail in claimed)
        {
            await SendAsync(mail, cancellationToken);
            await unitOfWork.ExecuteAsync(_ => Task.FromResult(true), cancellationToken);
        }

        return claimed.Count;
    }

    private async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        mail.Attempts++;
        try
        {
            await transport.SendAsync(mail, cancellationToken);
            mail.State = MailState.Sent;
            mail.SentUtc = clock.GetUtcNow().UtcDateTime;
            mail.LastError = null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "Mail {MailId} could not be sent, attempt {Attempt}", mail.Id, mail.Attempts);
            mail.LastError = exception.Message.Length > 1000 ? exception.Message[..1000] : exception.Message;
            mail.State = mail.Attempts >= MaximumAttempts ? MailState.Failed : MailState.Waiting;
            mail.NextAttemptUtc = clock.GetUtcNow().UtcDateTime.AddMinutes(Math.Pow(3, mail.Attempts));
        }
    }
}
