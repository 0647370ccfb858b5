using System.Globalization;
using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charity.Payments.Sandbox;

/// <summary>
/// Brings the sandbox's events to the site's own door over HTTP, when they are due and again until they are accepted. What was
/// promised lies in a table, so a crash only delays it.
/// </summary>
internal sealed class DeliverSandboxEvents(
    IServiceScopeFactory scopes, SandboxWebhooks webhooks, WebhookDoor door, IHttpClientFactory http, IServer server, IHostApplicationLifetime lifetime,
    Signal<DeliverSandboxEvents> signal, TimeProvider clock, ILogger<DeliverSandboxEvents> logger) : BackgroundService
{
    public const string HttpClientName = "sandbox";
    private const int Batch = 50;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ListeningAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var patience = Round;
            try
            {
                await CloseExpiredPagesAsync(stoppingToken);
                while (await DeliverDueAsync(stoppingToken) == Batch)
                {
                }

                patience = await PatienceAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "A round of sandbox deliveries failed; the next one tries again");
            }

            await signal.WaitAsync(patience, clock, stoppingToken);
        }
    }

    /// <summary>A page nobody paid on in time ends by itself, and the site is told.</summary>
    internal Task CloseExpiredPagesAsync(CancellationToken cancellationToken) => InTransactionAsync(
        async (db, token) =>
        {
            await db.LockAsync("sandbox-expiry", token);
            var now = clock.GetUtcNow().UtcDateTime;
            var expired = await db.Set<SandboxSession>()
                .Where(s => s.Status == SandboxStatus.Open && s.ExpiresUtc <= now)
                .OrderBy(s => s.ExpiresUtc)
                .Take(Batch)
                .ToListAsync(token);
            foreach (var session in expired)
            {
                session.Close();
                db.AddRange(SandboxEvents.Owed(session, session.ExpiresUtc));
            }

            return expired.Count;
        },
        cancellationToken);

    /// <summary>Delivers what is due now; answers how many deliveries were tried.</summary>
    internal async Task<int> DeliverDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claimed = await InTransactionAsync(
            async (db, token) =>
            {
                await db.LockAsync("sandbox-deliveries", token);
                var due = await db.Set<SandboxDelivery>().Where(d => d.DeliveredUtc == null && d.DueUtc <= now).OrderBy(d => d.DueUtc).Take(Batch).ToListAsync(token);
                due.ForEach(delivery => delivery.Claim(now + Claim));
                return due;
            },
            cancellationToken);
        foreach (var delivery in claimed)
        {
            var (status, answer) = await DeliverAsync(delivery.Payload, cancellationToken);
            await InTransactionAsync(
                async (db, token) =>
                {
                    var owed = await db.Set<SandboxDelivery>().FirstAsync(d => d.Id == delivery.Id, token);
                    owed.Answered(status, answer, clock.GetUtcNow().UtcDateTime);
                    return true;
                },
                cancellationToken);
        }

        return claimed.Count;
    }

    private async Task<(int Status, string Answer)> DeliverAsync(byte[] payload, CancellationToken cancellationToken)
    {
        var signature = await webhooks.SignAsync(payload, clock.GetUtcNow(), cancellationToken);
        if (OwnAddress() is not { } address)
        {
            // Not reachable by plain HTTP (only https, a socket, a test server): the same door from inside.
            var answer = await door.ReceiveAsync(SandboxGateway.Name, signature, payload, cancellationToken);
            return (answer.Status, answer.Reason);
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/webhooks/{SandboxGateway.Name}"));
            request.Headers.Add(SandboxWebhooks.Header, signature);
            request.Content = new ByteArrayContent(payload) { Headers = { ContentType = new("application/json") } };
            using var client = http.CreateClient(HttpClientName);
            using var response = await client.SendAsync(request, cancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (0, exception.Message);
        }
    }

    /// <summary>Where this process listens with plain HTTP, as it reaches itself.</summary>
    private Uri? OwnAddress() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Select(BindingAddress.Parse)
        .Where(binding => binding is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
        .Select(binding => new UriBuilder("http", binding.Host is "*" or "+" or "[::]" or "0.0.0.0" ? "127.0.0.1" : binding.Host, binding.Port).Uri)
        .FirstOrDefault();

    private async Task<TimeSpan> PatienceAsync(CancellationToken cancellationToken)
    {
        var next = await InTransactionAsync((db, token) => db.Set<SandboxDelivery>().Where(d => d.DeliveredUtc == null).MinAsync(d => (DateTime?)d.DueUtc, token), cancellationToken);
        var wait = next - clock.GetUtcNow().UtcDateTime;
        return wait is null || wait > Round ? Round : wait < TimeSpan.Zero ? TimeSpan.Zero : wait.Value;
    }

    private async Task<T> InTransactionAsync<T>(Func<CharityDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("sandbox");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => work(db, token), cancellationToken);
    }

    private async Task ListeningAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
    }
}
