using Charity.Donations.Booking;
using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Funds.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Receipts;

/// <summary>A donor who waived the receipt wants one after all.</summary>
[Requires(Permissions.IssueReceipts)]
internal sealed record IssueReceipt(Guid DonationId) : ICommand;

internal sealed class IssueReceiptHandler(CharityDbContext db, GiftScope scope, IFunds funds, ReceiptNumbers numbers, ReceiptMail mail, IAuditTrail audit)
    : IRequestHandler<IssueReceipt, Result>
{
    public async Task<Result> Handle(IssueReceipt request, CancellationToken cancellationToken)
    {
        // Two clicks at once take one number: the second one sees the first one's.
        await db.LockAsync($"receipt:{request.DonationId:N}", cancellationToken);
        var donation = await db.Set<Donation>().FirstOrDefaultAsync(gift => gift.Id == request.DonationId, cancellationToken);
        if (donation is null || !await scope.HasAsync(donation.FundId, cancellationToken))
        {
            return GiftScope.NotFound;
        }

        if (donation is not { State: DonationProcess.Paid, ReceiptNumber: null })
        {
            return Failure.Conflict("receipt_not_open", "This gift has a receipt already, or its money has not arrived.");
        }

        donation.TakeBackWaiver();
        await numbers.AssignAsync([donation], cancellationToken);
        audit.Record("Receipt.Issued", donation.Id.ToString(), new { donation.ReceiptNumber });
        await mail.PromiseReceiptAsync(donation, (await funds.FindAsync(donation.FundId, cancellationToken))!, cancellationToken);
        return Result.Ok;
    }
}
