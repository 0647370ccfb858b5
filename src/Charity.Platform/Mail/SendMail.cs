using Charity.Platform.Alerts;
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
    private const string AlertKey = "mail";
    private const int MaximumAttempts = 8;
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>How long a mail belongs to the node that took it. A node that dies only delays it by this; the transport gives up well before.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Whether this node may have an alert to end; not asked of the database for every mail.</summary>
    private bool _mayBeTroubled = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The mail round failed; the next one tries again");
            }

            await signal.WaitAsync(Round, clock, stoppingToken);
        }
    }

    /// <summary>Sends the mail that is due longest; false when none is.</summary>
    public async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("mail");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var unitOfWork = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var now = clock.GetUtcNow().UtcDateTime;

        // Taken before it is sent, so that no other node sends it meanwhile.
        var mail = await unitOfWork.ExecuteAsync(
            async token =>
            {
                await db.LockAsync("mail-claim", token);
                var due = await db.Set<OutgoingMail>()
                    .Where(mail => mail.State == MailState.Waiting && mail.NextAttemptUtc <= now)
                    .OrderBy(mail => mail.NextAttemptUtc)
                    .FirstOrDefaultAsync(token);
                due?.NextAttemptUtc = now + Lease;
                return due;
            },
            cancellationToken);
        if (mail is null)
        {
            return false;
        }

        var problem = await TryAsync(mail, cancellationToken);
        await unitOfWork.ExecuteAsync(
            async token =>
            {
                mail.Tried(problem, MaximumAttempts, clock.GetUtcNow().UtcDateTime);
                await TellAsync(db, scope.ServiceProvider.GetRequiredService<IAlerts>(), mail, token);
                return true;
            },

            // Also when the site is being stopped: a mail that has left must not leave again.
            CancellationToken.None);
        return true;
    }

    /// <summary>Null when the mail has left, otherwise what went wrong.</summary>
    private async Task<string?> TryAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(mail, cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Mail {MailId} could not be sent, attempt {Attempt}", mail.Id, mail.Attempts + 1);
            return exception.Message;
        }
    }

    /// <summary>
    /// One alert for all: its own mail cannot get through either, and must not raise another. Once a mail gets through again, those
    /// that were given up are tried once more.
    /// </summary>
    private async Task TellAsync(CharityDbContext db, IAlerts alerts, OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (mail.State == MailState.Failed)
        {
            _mayBeTroubled = true;
            await alerts.RaiseAsync(AlertKey, Permissions.ManageSettings, "/admin", "Mail does not get through. Check the mail settings.", [], cancellationToken);
        }
        else if (mail.State == MailState.Sent && _mayBeTroubled)
        {
            _mayBeTroubled = false;
            if (!await alerts.ResolveAsync(AlertKey, cancellationToken))
            {
                return;
            }

            await db.Set<OutgoingMail>().Where(given => given.State == MailState.Failed && given.Subject != string.Empty).ForEachAsync(given => given.TryAgain(), cancellationToken);
        }
    }
}
