using System.Security.Cryptography;
using Charity.Payments.Gateways;
using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Payments.Sandbox;

/// <summary>
/// A provider that takes no money. It keeps its own tables and is reached as a real one would be: calls come in through this class,
/// answers go out as signed events.
/// </summary>
internal sealed class SandboxGateway(IServiceScopeFactory scopes, Signal<DeliverSandboxEvents> signal, TimeProvider clock) : IPaymentGateway
{
    public const string Name = "sandbox";
    private const int SessionBytes = 24;

    public string Provider => Name;

    public async Task<ProviderCheckout> CreateCheckoutAsync(CheckoutOrder order, CancellationToken cancellationToken)
    {
        var session = await InTransactionAsync(
            async (db, token) =>
            {
                await db.LockAsync($"sandbox-key:{order.IdempotencyKey}", token);
                var known = await db.Set<SandboxSession>().FirstOrDefaultAsync(s => s.IdempotencyKey == order.IdempotencyKey, token);
                return known ?? db.Add(SandboxSession.Create(order, $"cs_sandbox_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SessionBytes))}", clock.GetUtcNow())).Entity;
            },
            cancellationToken);
        return session.IsFor(order) ? Describe(session) : throw new PaymentGatewayException(GatewayFault.Refused, $"The key {order.IdempotencyKey} was used for another order.");
    }

    public Task<ProviderCheckout> FetchCheckoutAsync(string sessionId, CancellationToken cancellationToken) =>
        InTransactionAsync(async (db, token) => Describe(await FindAsync(db, sessionId, token)), cancellationToken);

    public async Task<ProviderCheckout> ExpireAsync(string sessionId, CancellationToken cancellationToken)
    {
        var answer = await InTransactionAsync(
            async (db, token) =>
            {
                var session = await FindAsync(db, sessionId, token);
                if (session.Status == SandboxStatus.Open)
                {
                    session.Close();
                    db.AddRange(SandboxEvents.Owed(session, clock.GetUtcNow().UtcDateTime));
                }

                return Describe(session);
            },
            cancellationToken);
        signal.Raise();
        return answer;
    }

    private static async Task<SandboxSession> FindAsync(CharityDbContext db, string sessionId, CancellationToken cancellationToken) =>
        await db.Set<SandboxSession>().FirstOrDefaultAsync(s => s.Id == sessionId, cancellationToken)
        ?? throw new PaymentGatewayException(GatewayFault.NotFound, $"There is no session {sessionId}.");

    private ProviderCheckout Describe(SandboxSession session)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new ProviderCheckout(
            session.Id,
            session.Url,
            session.ExpiresUtc,
            SandboxEvents.StatusOf(session, now),
            session.IsPaid(now) ? ProviderCheckout.Paid : ProviderCheckout.Unpaid,
            SandboxEvents.Session(session, now));
    }

    /// <summary>The provider's own transaction, in a scope of its own: it knows nothing of the caller's.</summary>
    private async Task<T> InTransactionAsync<T>(Func<CharityDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => work(db, token), cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            throw new PaymentGatewayException(GatewayFault.Unavailable, "The session was changed at the same moment.", exception);
        }
    }
}
