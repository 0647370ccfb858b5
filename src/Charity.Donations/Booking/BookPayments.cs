using Charity.Donations.Contracts;
using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Booking;

/// <summary>
/// Turns a group of payment events into gifts' states, entries, receipts and mails, inside the transaction that marks the events as
/// done. This is the hot path: one query for the gifts, one statement for the receipt numbers, one call of the ledger, whatever the
/// group's size. Whatever cannot be right throws, so that the event is parked and shown to somebody.
/// </summary>
internal sealed class BookPayments(
    CharityDbContext db, IFunds funds, IWorkflowDoor door, ILedger ledger, ReceiptNumbers numbers, ReceiptMail mail, HeldGiftAlert heldAlert, IMediator mediator, SiteTime time, TimeProvider clock)
    : INotificationHandler<PaymentChanges>
{
    public async Task Handle(PaymentChanges notification, CancellationToken cancellationToken)
    {
        var ids = notification.Changes.Select(change => Donation.IdOf(change.Reference)).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var donations = await db.Set<Donation>().Where(donation => ids.Contains(donation.Id)).ToDictionaryAsync(donation => donation.Id, cancellationToken);
        var arrivals = new List<Arrival>();
        foreach (var change in notification.Changes)
        {
            if (Donation.IdOf(change.Reference) is { } id)
            {
                var donation = donations.GetValueOrDefault(id) ?? throw new InvalidOperationException($"Event {change.EventId} is about gift {id}, which does not exist.");
                await ApplyAsync(change, donation, arrivals, cancellationToken);
            }
        }

        await BookAsync(arrivals, cancellationToken);
    }

    private Task ApplyAsync(PaymentChange change, Donation donation, List<Arrival> arrivals, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case PaymentSucceeded succeeded:
                return ReceiveAsync(succeeded, donation, arrivals, cancellationToken);
            case PaymentProcessing:
                return MoveAsync(donation, DonationProcess.Process, cancellationToken);
            case PaymentFailed:
                donation.OrderFailed(change.CheckoutId);
                return MoveAsync(donation, DonationProcess.Fail, cancellationToken);
            case CheckoutExpired:
                // An old order that runs out says nothing about the one being paid now.
                return donation.CheckoutId == change.CheckoutId ? MoveAsync(donation, DonationProcess.Expire, cancellationToken) : Task.CompletedTask;
            case PaymentQuarantined:
                return MoveAsync(donation, DonationProcess.Quarantine, cancellationToken);
            default:
                throw new InvalidOperationException($"Event {change.EventId} is of the unknown kind {change.GetType().Name}.");
        }
    }

    /// <summary>Events arrive late, twice and in any order: one that the present state has no use for is news of the past.</summary>
    private async Task MoveAsync(Donation donation, string trigger, CancellationToken cancellationToken)
    {
        if (DonationProcess.Table.Find(donation.State, trigger) is not null)
        {
            await FireAsync(donation, trigger, cancellationToken);
        }
    }

    private async Task ReceiveAsync(PaymentSucceeded change, Donation donation, List<Arrival> arrivals, CancellationToken cancellationToken)
    {
        if (donation.HasMoney)
        {
            if (donation.PaymentObject == change.ProviderObject || await KnowsAsync(change.ProviderObject, cancellationToken))
            {
                return;
            }

            donation = Donation.Surplus(donation, DerivedId.Of("surplus", change.ProviderObject), change.AmountMinor, clock.GetUtcNow());
            db.Add(donation);
            await ArriveAsync(change, donation, DonationProcess.Hold, arrivals, cancellationToken);
            return;
        }

        if (change.AmountMinor != donation.AmountMinor || change.Currency != donation.Currency)
        {
            throw new InvalidOperationException($"Event {change.EventId} brings {change.AmountMinor} {change.Currency} for gift {donation.Id} of {donation.AmountMinor} {donation.Currency}.");
        }

        var fund = await FundAsync(donation, cancellationToken);
        await ArriveAsync(change, donation, fund.AcceptsGifts ? DonationProcess.Pay : DonationProcess.Hold, arrivals, cancellationToken);
    }

    private async Task ArriveAsync(PaymentSucceeded change, Donation donation, string trigger, List<Arrival> arrivals, CancellationToken cancellationToken)
    {
        donation.Receive(change.OccurredUtc, time.DayOf(change.OccurredUtc), change.ProviderObject, change.Method);
        await FireAsync(donation, trigger, cancellationToken);
        arrivals.Add(new Arrival(donation, await FundAsync(donation, cancellationToken), change));
    }

    private async Task BookAsync(List<Arrival> arrivals, CancellationToken cancellationToken)
    {
        if (arrivals.Count == 0)
        {
            return;
        }

        var (paid, held) = (arrivals.Where(arrival => arrival.IsPaid).ToList(), arrivals.Where(arrival => !arrival.IsPaid).ToList());
        await numbers.AssignAsync(paid.Select(arrival => arrival.Donation), cancellationToken);
        foreach (var (donation, fund, _) in paid)
        {
            await mail.PromiseReceiptAsync(donation, fund, cancellationToken);
            await mediator.Publish(new DonationReceived(donation.Id, donation.FundId, donation.AmountMinor, donation.Currency), cancellationToken);
        }

        foreach (var (donation, fund, _) in held)
        {
            mail.PromiseNoticeOfHolding(donation, fund);
            await heldAlert.RaiseAsync(donation, fund, cancellationToken);
        }

        // The ledger's lock is taken last and held briefly: everything else is written before.
        await db.SaveGroupAsync(cancellationToken);
        Demand((await ledger.PostAsync([.. arrivals.Select(arrival => arrival.Entry)], cancellationToken)).Failure);
    }

    private async Task<FundSummary> FundAsync(Donation donation, CancellationToken cancellationToken) =>
        await funds.FindAsync(donation.FundId, cancellationToken) ?? throw new InvalidOperationException($"Gift {donation.Id} is for fund {donation.FundId}, which does not exist.");

    private async Task<bool> KnowsAsync(string paymentObject, CancellationToken cancellationToken) =>
        db.Set<Donation>().Local.Any(donation => donation.PaymentObject == paymentObject)
        || await db.Set<Donation>().AnyAsync(donation => donation.PaymentObject == paymentObject, cancellationToken);

    private async Task FireAsync(Donation donation, string trigger, CancellationToken cancellationToken) =>
        Demand((await door.FireAsync(DonationProcess.Table, donation, trigger, expectedVersion: null, note: null, cancellationToken)).Failure);

    private static void Demand(Platform.Requests.Failure? failure)
    {
        if (failure is not null)
        {
            throw new InvalidOperationException($"{failure.Code}: {failure.Message}");
        }
    }

    /// <summary>Money that has just arrived for a gift.</summary>
    private sealed record Arrival(Donation Donation, FundSummary Fund, PaymentSucceeded Change)
    {
        public bool IsPaid => Donation.State == DonationProcess.Paid;

        public EntryDraft Entry => GiftEntries.Online(Donation, Fund.Slug, Change.Provider);
    }
}
