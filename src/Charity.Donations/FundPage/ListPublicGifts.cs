using System.Text.Json.Serialization;
using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.FundPage;

/// <summary>A fund's gifts as everybody may see them, newest first: names masked, messages only when approved, amounts always.</summary>
/// <param name="After">The last list's <see cref="PublicGifts.Next"/>.</param>
[Anybody]
internal sealed record ListPublicGifts(string Fund, string? After, int Limit) : IQuery<PublicGifts>;

/// <param name="Next">Ask with this for what follows; null at the end.</param>
internal sealed record PublicGifts(string Fund, IReadOnlyList<PublicGift> Items, string? Next)
{
    [JsonIgnore]
    public LocalizedText FundName { get; init; } = new(string.Empty);
}

/// <param name="Donor">Masked; null for an anonymous gift.</param>
/// <param name="Source"><c>online | cash | bank</c>.</param>
internal sealed record PublicGift(string? Donor, long AmountMinor, string Currency, DateTime PaidUtc, string? Message, string Source);

internal sealed class ListPublicGiftsHandler(CharityDbContext db, IFunds funds) : IRequestHandler<ListPublicGifts, Result<PublicGifts>>
{
    private const int Most = 100;

    public async Task<Result<PublicGifts>> Handle(ListPublicGifts request, CancellationToken cancellationToken)
    {
        if (await funds.FindAsync(request.Fund, cancellationToken) is not { IsPublic: true } fund)
        {
            return Failure.NotFound("fund_unknown", "There is no such fund.");
        }

        if (!GiftCursor.TryRead(request.After, out var after))
        {
            return Failure.Field(nameof(request.After), "cursor_invalid", "This place in the list is not known. Begin at the front.");
        }

        var (items, next) = await PublicGiftList.ReadAsync(db, fund.Id, after, Math.Clamp(request.Limit, 1, Most), cancellationToken);
        return new PublicGifts(fund.Slug, items, next) { FundName = fund.Name };
    }
}

/// <summary>Reads along the index of booked gifts, so that any page of a million costs what the first costs.</summary>
internal static class PublicGiftList
{
    public static async Task<(IReadOnlyList<PublicGift> Items, string? Next)> ReadAsync(CharityDbContext db, Guid fundId, GiftCursor? after, int count, CancellationToken cancellationToken)
    {
        var gifts = db.Set<Donation>().AsNoTracking().Where(gift => gift.FundId == fundId && gift.State == DonationProcess.Paid);
        if (after is { } place)
        {
            // Written so that the index is entered at the place instead of read up to it.
            gifts = gifts.Where(gift => gift.PaidUtc <= place.PaidUtc && (gift.PaidUtc < place.PaidUtc || gift.Id.CompareTo(place.Id) < 0));
        }

        var rows = await gifts
            .OrderByDescending(gift => gift.PaidUtc).ThenByDescending(gift => gift.Id)
            .Select(gift => new { gift.Id, gift.PaidUtc, gift.IsAnonymous, gift.DonorName, gift.AmountMinor, gift.Currency, gift.Message, gift.MessageState, gift.Source })
            .Take(count + 1)
            .ToListAsync(cancellationToken);
        var items = rows.Take(count)
            .Select(gift => new PublicGift(
                gift.IsAnonymous ? null : PersonNames.Mask(gift.DonorName), gift.AmountMinor, gift.Currency, gift.PaidUtc!.Value,
                gift.MessageState == MessageState.Shown ? gift.Message : null, GiftSources.Word(gift.Source)))
            .ToList();
        return (items, rows.Count > count ? new GiftCursor(rows[count - 1].PaidUtc!.Value, rows[count - 1].Id).ToString() : null);
    }
}
