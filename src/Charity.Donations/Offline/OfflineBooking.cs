using System.Globalization;
using Charity.Donations.Alliance;
using Charity.Donations.Booking;
using Charity.Donations.Contracts;
using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Donations.Offline;

/// <summary>Makes a gift of a confirmed offline gift: state, entry, receipt and mail in the caller's transaction.</summary>
internal sealed class OfflineBooking(
    CharityDbContext db, IWorkflowDoor door, ILedger ledger, ReceiptNumbers numbers, ReceiptMail mail, HeldGiftAlert heldAlert, MerchantTotals merchants, IMediator mediator, FieldCipher cipher, TimeProvider clock)
{
    /// <returns>The id of the gift it became.</returns>
    public async Task<Result<Guid>> ConfirmAsync(OfflineGift gift, FundSummary fund, int? version, Guid? byId, string byName, CancellationToken cancellationToken)
    {
        if ((await door.FireAsync(OfflineGiftProcess.Table, gift, OfflineGiftProcess.Confirm, version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var giver = new Giver(null, gift.DonorName, gift.DonorEmail, gift.DonorEmailHash, gift.IsAnonymous, CultureInfo.CurrentUICulture.Name);
        var donation = Donation.ReceiveOffline(gift.Id, fund.Id, gift.AmountMinor, gift.Currency, gift.Source, giver, gift.ReceiptWaived, now);
        db.Add(donation);
        donation.Receive(now.UtcDateTime, gift.ReceivedOn, paymentObject: null, paymentMethod: null);
        gift.Confirmed(donation.Id, byId, byName, now);
        await merchants.CountAsync(gift, cancellationToken);
        var trigger = fund.AcceptsGifts ? DonationProcess.Confirm : DonationProcess.ConfirmHeld;
        if ((await door.FireAsync(DonationProcess.Table, donation, trigger, expectedVersion: null, note: null, cancellationToken)).Failure is { } notBooked)
        {
            return notBooked;
        }

        return await BookAsync(donation, fund, gift.BankReference, cancellationToken) is { } failure ? failure : donation.Id;
    }

    private async Task<Failure?> BookAsync(Donation donation, FundSummary fund, string? bankReference, CancellationToken cancellationToken)
    {
        if (donation.State == DonationProcess.Paid)
        {
            await numbers.AssignAsync([donation], cancellationToken);
            await mail.PromiseReceiptAsync(donation, fund, cancellationToken);
            await mediator.Publish(new DonationReceived(donation.Id, donation.FundId, donation.AmountMinor, donation.Currency), cancellationToken);
        }
        else
        {
            mail.PromiseNoticeOfHolding(donation, fund);
            await heldAlert.RaiseAsync(donation, fund, cancellationToken);
        }

        // The ledger's lock is taken last.
        return (await ledger.PostAsync([GiftEntries.Offline(donation, fund.Slug, bankReference, cipher)], cancellationToken)).Failure;
    }
}
