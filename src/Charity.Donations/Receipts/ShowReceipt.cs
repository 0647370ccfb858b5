using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Receipts;

/// <summary>The receipt of a booked gift, for whoever holds its token.</summary>
[Anybody]
internal sealed record ShowReceipt(string Token) : IQuery<Receipt>;

internal sealed class ShowReceiptHandler(CharityDbContext db, IFunds funds, ICharityProfile charities, SiteAddress site, IDemonstration demonstration)
    : IRequestHandler<ShowReceipt, Result<Receipt>>
{
    public async Task<Result<Receipt>> Handle(ShowReceipt request, CancellationToken cancellationToken)
    {
        var donation = await db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(d => d.Token == request.Token && d.State == DonationProcess.Paid, cancellationToken);
        if (donation is null)
        {
            return Failure.NotFound("receipt_unknown", "There is no receipt at this address. A receipt is there as soon as the gift is booked.");
        }

        var fund = await funds.FindAsync(donation.FundId, cancellationToken) ?? throw new InvalidOperationException($"Gift {donation.Id} is for fund {donation.FundId}, which does not exist.");
        var charity = await charities.GetAsync(cancellationToken);
        return new Receipt(
            donation.Token, donation.ReceiptNumber, donation.ReceiptWaived, donation.DonorName, donation.IsAnonymous, donation.AmountMinor, donation.Currency,
            donation.EffectiveDate!.Value, donation.Source, fund.Slug, fund.Name, fund.Purpose, charity?.Name ?? new LocalizedText(string.Empty),
            charity?.CreditCode ?? string.Empty, charity?.ReceiptHandler ?? string.Empty, site.Of($"/donations/{donation.Token}"), demonstration.IsOn);
    }
}
