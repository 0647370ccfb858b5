using Charity.Funds.Contracts;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Giving;

/// <summary>Opens the payment page of a gift that is not paid yet, again when an earlier try failed or ran out. Answers with the page's address.</summary>
[Anybody]
internal sealed record OpenPayment(string Token) : IOutsideCall<OpenCheckout>;

internal sealed class OpenPaymentHandler(CharityDbContext db, UnitOfWork unitOfWork, IFunds funds, ICheckouts checkouts, SiteAddress site, TimeProvider clock)
    : IRequestHandler<OpenPayment, Result<OpenCheckout>>
{
    public async Task<Result<OpenCheckout>> Handle(OpenPayment request, CancellationToken cancellationToken)
    {
        if (await db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(d => d.Token == request.Token, cancellationToken) is not { } donation)
        {
            return Failure.NotFound("gift_unknown", "There is no gift at this address. Look at the link in your mail again.");
        }

        if (!CanPay(donation))
        {
            return Failure.Conflict("payment_not_open", "This gift needs no payment any more.");
        }

        if (await funds.FindAsync(donation.FundId, cancellationToken) is not { AcceptsGifts: true } fund)
        {
            return Failure.Conflict("fund_closed", "This fund does not accept gifts at present. Nothing was charged.");
        }

        var checkoutId = donation.CheckoutId
            ?? await unitOfWork.ExecuteAsync(token => OrderAgainAsync(donation.Id, fund, token), cancellationToken);
        return await checkouts.OpenAsync(checkoutId, cancellationToken);
    }

    public static bool CanPay(Donation donation) =>
        donation.Source == GiftSource.Online && donation.State is DonationProcess.Pending or DonationProcess.Failed or DonationProcess.Expired;

    /// <summary>A failed order cannot be paid any more. Two clicks at once make one new order.</summary>
    private async Task<Guid> OrderAgainAsync(Guid donationId, FundSummary fund, CancellationToken cancellationToken)
    {
        await db.LockAsync($"donation-order:{donationId:N}", cancellationToken);
        var donation = await db.Set<Donation>().FirstAsync(d => d.Id == donationId, cancellationToken);
        if (donation.CheckoutId is { } madeMeanwhile)
        {
            return madeMeanwhile;
        }

        var checkoutId = Guid.CreateVersion7(clock.GetUtcNow());
        donation.OrderAgain(checkoutId);
        checkouts.Add(new CheckoutDraft(
            checkoutId, donation.Reference, donation.AmountMinor, donation.Currency, fund.Name, donation.DonorEmail, donation.Culture,
            site.Of($"/donations/{donation.Token}?from=payment"), site.Of($"/donations/{donation.Token}?from=cancelled")));
        return checkoutId;
    }
}
