using Charity.Donations.Manage;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>One offline gift with everything the confirming person has to compare.</summary>
[Requires(Permissions.EnterOfflineGifts)]
internal sealed record ShowOfflineGift(Guid Id) : IQuery<OfflineGiftDetails>;

/// <param name="Offers">What may be done now; disabled ones say why.</param>
internal sealed record OfflineGiftDetails(
    OfflineGiftRow Gift, string? DonorEmail, string? FirstWitness, string? SecondWitness, string? BankReference, bool ReceiptWaived, string? DeclineReason,
    IReadOnlyList<OfferedTrigger> Offers);

internal sealed class ShowOfflineGiftHandler(CharityDbContext db, GiftScope scope, IWorkflowDoor door) : IRequestHandler<ShowOfflineGift, Result<OfflineGiftDetails>>
{
    public async Task<Result<OfflineGiftDetails>> Handle(ShowOfflineGift request, CancellationToken cancellationToken)
    {
        if (await db.Set<OfflineGift>().AsNoTracking().FirstOrDefaultAsync(g => g.Id == request.Id, cancellationToken) is not { } gift
            || (await scope.FundsAsync(cancellationToken)).FirstOrDefault(f => f.Id == gift.FundId) is not { } fund)
        {
            return GiftScope.NotFound;
        }

        return new OfflineGiftDetails(
            OfflineGiftRow.Of(gift, fund.Name), gift.DonorEmail, gift.FirstWitness, gift.SecondWitness, gift.BankReference, gift.ReceiptWaived, gift.DeclineReason,
            await door.OffersAsync(OfflineGiftProcess.Table, gift, cancellationToken));
    }
}
