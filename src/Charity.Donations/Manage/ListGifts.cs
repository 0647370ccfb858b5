using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Manage;

/// <summary>The gifts of one's funds, newest first.</summary>
/// <param name="After">The last list's <see cref="GiftList.Next"/>.</param>
[Requires(Permissions.ViewDonations)]
internal sealed record ListGifts(GiftFilter Filter, Guid? After) : IQuery<GiftList>;

internal sealed record GiftList(GiftFilter Filter, IReadOnlyList<FundSummary> Funds, IReadOnlyList<GiftRow> Gifts, Guid? After, Guid? Next);

internal sealed record GiftRow(
    Guid Id, string Token, LocalizedText FundName, string State, GiftSource Source, long AmountMinor, long CoveredFeeMinor, string Currency, string DonorName, bool IsAnonymous,
    string? Message, MessageState MessageState, string? ReceiptNumber, bool ReceiptWaived, DateTime CreatedUtc, DateTime? PaidUtc, DateOnly? EffectiveDate)
{
    public string Reference => Donation.ReferenceOf(Id);

    public static GiftRow Of(Donation gift, LocalizedText fundName) => new(
        gift.Id, gift.Token, fundName, gift.State, gift.Source, gift.AmountMinor, gift.CoveredFeeMinor, gift.Currency, gift.DonorName, gift.IsAnonymous, gift.Message,
        gift.MessageState, gift.ReceiptNumber, gift.ReceiptWaived, gift.CreatedUtc, gift.PaidUtc, gift.EffectiveDate);
}

internal sealed class ListGiftsHandler(CharityDbContext db, GiftScope scope, SiteTime time) : IRequestHandler<ListGifts, Result<GiftList>>
{
    private const int PageLength = 50;

    public async Task<Result<GiftList>> Handle(ListGifts request, CancellationToken cancellationToken)
    {
        var funds = await scope.FundsAsync(cancellationToken);
        if (request.Filter.Apply(db.Set<Donation>().AsNoTracking(), funds, await scope.HasAllAsync(cancellationToken), time) is not { } gifts)
        {
            return GiftScope.NotFound;
        }

        // Ids are made in the order of giving, so the primary key is the order of the list.
        var rows = await gifts
            .Where(gift => request.After == null || gift.Id.CompareTo(request.After.Value) < 0)
            .OrderByDescending(gift => gift.Id)
            .Take(PageLength + 1)
            .ToListAsync(cancellationToken);
        var names = funds.ToDictionary(fund => fund.Id, fund => fund.Name);
        return new GiftList(
            request.Filter, funds, [.. rows.Take(PageLength).Select(gift => GiftRow.Of(gift, names[gift.FundId]))], request.After,
            rows.Count > PageLength ? rows[PageLength - 1].Id : null);
    }
}
