using Charity.Payments.Contracts;
using Charity.Payments.Events;
using Charity.Payments.Gateways;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Payments.Checkouts;

/// <summary>
/// Orders and their payment pages. The calls to the provider stand between short transactions in scopes of their own: no transaction
/// waits for a network, and what the caller has loaded is left alone.
/// </summary>
internal sealed class CheckoutDesk(
    CharityDbContext callersDb, IPaymentGateway gateway, ProviderAnswers answers, IServiceScopeFactory scopes, TimeProvider clock, ILogger<CheckoutDesk> logger) : ICheckouts
{
    private const int MostTries = 5;

    public string Provider => gateway.Provider;

    public void Add(CheckoutDraft draft) => callersDb.Add(Checkout.From(draft, gateway.Provider, clock.GetUtcNow()));

    public Task ForgetPayersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        callersDb.Set<Checkout>().Where(checkout => ids.Contains(checkout.Id)).ExecuteUpdateAsync(checkout => checkout.SetProperty(c => c.Email, (string?)null), cancellationToken);

    public async Task<Result<OpenCheckout>> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        RequireNoTransaction();
        try
        {
            var checkout = await FindAsync(id, cancellationToken);
            if (Settled(checkout) is { } settled)
            {
                return settled;
            }

            if (checkout!.HasPage && !await CloseAsync(checkout, cancellationToken))
            {
                return NotPayable();
            }

            if (checkout.HasPage || checkout.State == CheckoutState.Expired)
            {
                var closed = checkout.Attempt;
                checkout = await ChangeAsync(id, c => c.BeginAttempt(closed), cancellationToken);
                if (Settled(checkout) is { } meanwhile)
                {
                    return meanwhile;
                }
            }

            var attempt = checkout.Attempt;
            var page = await gateway.CreateCheckoutAsync(checkout.Order(), cancellationToken);
            checkout = await ChangeAsync(id, c => c.Opened(attempt, page), cancellationToken);
            return Settled(checkout) ?? Unavailable();
        }
        catch (PaymentGatewayException exception)
        {
            logger.LogWarning(exception, "The payment page of {CheckoutId} could not be opened", id);
            return Unavailable();
        }
    }

    public async Task RefreshAsync(Guid id, CancellationToken cancellationToken)
    {
        RequireNoTransaction();
        var checkout = await FindAsync(id, cancellationToken);
        if (checkout is not { IsUndecided: true, ProviderSessionId: { } sessionId })
        {
            return;
        }

        try
        {
            await answers.HeedAsync(checkout.Provider, await gateway.FetchCheckoutAsync(sessionId, cancellationToken), cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            logger.LogWarning(exception, "The provider could not be asked about {CheckoutId}", id);
        }
    }

    /// <summary>The old page must be shut for certain before there is a new one: nobody pays twice. False when it has been used after all.</summary>
    private async Task<bool> CloseAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var old = await gateway.ExpireAsync(checkout.ProviderSessionId!, cancellationToken);
        if (old.Status == ProviderCheckout.Expired)
        {
            return true;
        }

        await answers.HeedAsync(checkout.Provider, old, cancellationToken);
        return false;
    }

    /// <summary>The answer that needs no call to the provider, or null.</summary>
    private Result<OpenCheckout>? Settled(Checkout? checkout) => checkout switch
    {
        null => Failure.NotFound("checkout_unknown", "There is no such payment."),
        { State: CheckoutState.Paid } => Failure.Conflict("already_paid", "This has been paid already. Thank you!"),
        { State: CheckoutState.Processing or CheckoutState.Failed or CheckoutState.Quarantined } => NotPayable(),
        _ when checkout.Page(clock.GetUtcNow().UtcDateTime) is { } page => page,
        _ => null,
    };

    private static Failure NotPayable() =>
        Failure.Conflict("not_payable", "This payment is under way or has ended, so its page cannot be opened again. Look at its state before you pay once more.");

    private static Failure Unavailable() =>
        Failure.Unavailable("payment_unavailable", "The payment page cannot be opened at the moment. Nothing was charged; please try again.");

    private void RequireNoTransaction()
    {
        if (callersDb.Database.CurrentTransaction is not null)
        {
            throw new InvalidOperationException("The provider is asked outside any transaction: send this from an outside call, not from a command.");
        }
    }

    private async Task<Checkout?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Checkout>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>One short transaction; repeated on what an event has meanwhile made of the order.</summary>
    private async Task<Checkout> ChangeAsync(Guid id, Action<Checkout> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
            try
            {
                return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
                    async token =>
                    {
                        var checkout = await db.Set<Checkout>().FirstAsync(c => c.Id == id, token);
                        change(checkout);
                        return checkout;
                    },
                    cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // An event was faster; its change stands, ours is made on top of it.
            }
        }
    }
}
