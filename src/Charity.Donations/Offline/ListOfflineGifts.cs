using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>Offline gifts of one's funds: those that wait, and the last ones that were decided.</summary>
[Requires(Permissions.EnterOfflineGifts)]
internal sealed record ListOfflineGifts : IQuery<OfflineGiftList>;

internal sealed record OfflineGiftList(IReadOnlyList<OfflineGiftRow> Waiting, IReadOnlyList<OfflineGiftRow> Decided, IReadOnlyList<FundSummary> OpenFunds);

internal sealed record OfflineGiftRow(
    Guid Id, int Version, LocalizedText FundName, GiftSource Source, long AmountMinor, string Currency, DateOnly ReceivedOn, string DonorName, bool IsAnonymous, string State,
    DateTime? DueUtc, string EnteredByName, DateTime EnteredUtc, string? DecidedByName, DateTime? DecidedUtc, Guid? DonationId)
{
    public static OfflineGiftRow Of(OfflineGift gift, LocalizedText fundName) => new(
        gift.Id, gift.Version, fundName, gift.Source, gift.AmountMinor, gift.Currency, gift.ReceivedOn, gift.DonorName, gift.IsAnonymous, gift.State, gift.StateDueUtc,
        gift.EnteredByName, gift.EnteredUtc, gift.DecidedByName, gift.DecidedUtc, gift.DonationId);
}

internal sealed class ListOfflineGiftsHandler(CharityDbContext db, GiftScope scope) : IRequestHandler<ListOfflineGifts, Result<OfflineGiftList>>
{
    private const int MostWaiting = 200;
    private const int MostDecided = 30;

    public async Task<Result<OfflineGiftList>> Handle(ListOfflineGifts request, CancellationToken cancellationToken)
    {
        var funds = await scope.FundsAsync(cancellationToken);
        var names = funds.ToDictionary(fund => fund.Id, fund => fund.Name);
        var ids = names.Keys.ToList();
        var gifts = db.Set<OfflineGift>().AsNoTracking().Where(gift => ids.Contains(gift.FundId));
        var waiting = await gifts.Where(gift => gift.State == OfflineGiftProcess.Entered).OrderBy(gift => gift.Id).Take(MostWaiting).ToListAsync(cancellationToken);
        var decided = await gifts.Where(gift => gift.State != OfflineGiftProcess.Entered).OrderByDescending(gift => gift.DecidedUtc).ThenByDescending(gift => gift.Id).Take(MostDecided).ToListAsync(cancellationToken);
        return new OfflineGiftList(
            [.. waiting.Select(gift => OfflineGiftRow.Of(gift, names[gift.FundId]))], [.. decided.Select(gift => OfflineGiftRow.Of(gift, names[gift.FundId]))],
            [.. funds.Where(fund => fund.AcceptsGifts)]);
    }
}
