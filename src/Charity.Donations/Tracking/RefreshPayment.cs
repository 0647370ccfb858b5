using Charity.Donations.Giving;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Charity.Donations.Tracking;

/// <summary>Asks the provider how a payment stands that a donor has been waiting for. At most once every ten seconds per gift, however often the page is loaded.</summary>
[Anybody]
internal sealed record RefreshPayment(string Token) : IOutsideCall<bool>;

internal sealed class RefreshPaymentHandler(CharityDbContext db, ICheckouts checkouts, IMemoryCache asked, TimeProvider clock) : IRequestHandler<RefreshPayment, Result<bool>>
{
    /// <summary>Events usually arrive within this time; asking earlier would ask for nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public async Task<Result<bool>> Handle(RefreshPayment request, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().UtcDateTime - Patience;
        var order = await db.Set<Donation>().AsNoTracking()
            .Where(donation => donation.Token == request.Token && donation.CreatedUtc < before && donation.PaidUtc == null)
            .Select(donation => donation.CheckoutId)
            .FirstOrDefaultAsync(cancellationToken);
        if (order is not { } checkoutId || asked.TryGetValue(Key(checkoutId), out _))
        {
            return false;
        }

        asked.Set(Key(checkoutId), true, Pause);
        await checkouts.RefreshAsync(checkoutId, cancellationToken);
        return true;
    }

    private static string Key(Guid checkoutId) => $"donation-refresh:{checkoutId:N}";
}
