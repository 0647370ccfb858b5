using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Manage;

/// <summary>One gift with its history.</summary>
[Requires(Permissions.ViewDonations)]
internal sealed record ShowGift(Guid Id) : IQuery<GiftDetails>;

/// <param name="CanIssueReceipt">The donor waived the receipt; whoever looks may issue one afterwards.</param>
internal sealed record GiftDetails(GiftRow Gift, string FundSlug, string? MeantFor, string? PaymentObject, string? PaymentMethod, bool HasEmail, IReadOnlyList<GiftStep> Steps, bool CanIssueReceipt);

internal sealed record GiftStep(DateTime AtUtc, string To, string ActorName, string? Note)
{
    public string Words => DonationProcess.Table.States[To].Words.Staff;
}

internal sealed class ShowGiftHandler(CharityDbContext db, GiftScope scope, IFunds funds, IPermissionService permissions) : IRequestHandler<ShowGift, Result<GiftDetails>>
{
    public async Task<Result<GiftDetails>> Handle(ShowGift request, CancellationToken cancellationToken)
    {
        if (await db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(gift => gift.Id == request.Id, cancellationToken) is not { } donation
            || (await scope.FundsAsync(cancellationToken)).FirstOrDefault(fund => fund.Id == donation.FundId) is not { } fund)
        {
            return GiftScope.NotFound;
        }

        var meantFor = donation.MeantForFundId is { } meant ? await funds.FindAsync(meant, cancellationToken) : null;
        var steps = await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.InstanceId == donation.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken);
        return new GiftDetails(
            GiftRow.Of(donation, fund.Name), fund.Slug, meantFor?.Name.ToString(), donation.PaymentObject, donation.PaymentMethod, donation.DonorEmail is not null,
            [.. steps.Select(step => new GiftStep(step.AtUtc, step.To, step.ActorName, step.Note))],
            donation is { ReceiptWaived: true, State: DonationProcess.Paid } && await permissions.HasAsync(Permissions.IssueReceipts, cancellationToken));
    }
}
