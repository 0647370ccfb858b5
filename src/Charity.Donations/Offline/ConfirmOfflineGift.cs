using System.Globalization;
using Charity.Donations.Booking;
using Charity.Donations.Contracts;
using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>A second person has counted the cash or seen the transfer: the gift is booked and gets its receipt.</summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.ConfirmOfflineGifts)]
internal sealed record ConfirmOfflineGift(Guid Id, int Version) : ICommand<Result<Guid>>;

internal sealed class ConfirmOfflineGiftHandler(
    CharityDbContext db, GiftScope scope, IWorkflowDoor door, ILedger ledger, ReceiptNumbers numbers, ReceiptMail mail, IAlerts alerts, IMediator mediator, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<ConfirmOfflineGift, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(ConfirmOfflineGift request, CancellationToken cancellationToken)
    {
        var gift = await db.Set<OfflineGift>().FirstOrDefaultAsync(g => g.Id == request.Id, cancellationToken);
        if (gift is null || (await scope.FundsAsync(cancellationToken)).FirstOrDefault(f => f.Id == gift.FundId) is not { } fund)
        {
            return GiftScope.NotFound;
        }

        if ((await door.FireAsync(OfflineGiftProcess.Table, gift, OfflineGiftProcess.Confirm, request.Version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var giver = new Giver(null, gift.DonorName, gift.DonorEmail, gift.DonorEmailHash, gift.IsAnonymous, CultureInfo.CurrentUICulture.Name);
        var donation = Donation.ReceiveOffline(gift.Id, fund.Id, gift.AmountMinor, gift.Currency, gift.Source, giver, gift.ReceiptWaived, now);
        db.Add(donation);
        donation.Receive(now.UtcDateTime, gift.ReceivedOn, paymentObject: null, paymentMethod: null);
        gift.Confirmed(donation.Id, user.Id, user.Name, now);
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
            await HeldGiftAlert.RaiseAsync(alerts, donation, fund, cancellationToken);
        }

        // The ledger's lock is taken last.
        return (await ledger.PostAsync([GiftEntries.Offline(donation, fund.Slug, bankReference)], cancellationToken)).Failure;
    }
}
