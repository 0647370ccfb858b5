using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.MyGifts;

/// <summary>A signed-in person's own gifts, newest first, and what they sum up to by year.</summary>
/// <param name="After">The last list's <see cref="MyGiftList.Next"/>.</param>
[SignedIn]
internal sealed record ShowMyGifts(Guid? After) : IQuery<MyGiftList>;

/// <param name="Unclaimed">Gifts given with this person's confirmed address that are not in the account yet.</param>
internal sealed record MyGiftList(string Name, bool EmailConfirmed, int Unclaimed, IReadOnlyList<YearOfGiving> Years, IReadOnlyList<MyGift> Gifts, Guid? Next);

internal sealed record YearOfGiving(int Year, string Currency, int Gifts, long SumMinor);

internal sealed record MyGift(
    string Token, string FundSlug, LocalizedText FundName, long AmountMinor, string Currency, DateTime CreatedUtc, DateOnly? EffectiveDate, string State, StateWords Words,
    string? ReceiptNumber, bool CanPay);

internal sealed class ShowMyGiftsHandler(CharityDbContext db, IFunds funds, ICurrentUser user, IUserDirectory directory, FieldCipher cipher)
    : IRequestHandler<ShowMyGifts, Result<MyGiftList>>
{
    private const int PageLength = 20;

    public async Task<Result<MyGiftList>> Handle(ShowMyGifts request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } id || await directory.FindAsync(id, cancellationToken) is not { } person)
        {
            return new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
        }

        var mine = db.Set<Donation>().AsNoTracking().Where(gift => gift.DonorId == id);
        var rows = await mine
            .Where(gift => request.After == null || gift.Id.CompareTo(request.After.Value) < 0)
            .OrderByDescending(gift => gift.Id)
            .Take(PageLength + 1)
            .ToListAsync(cancellationToken);
        var names = (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Id);
        return new MyGiftList(
            person.Name, person.EmailConfirmed, await UnclaimedGifts.Of(db, person, cipher).CountAsync(cancellationToken), await YearsAsync(mine, cancellationToken),
            [.. rows.Take(PageLength).Select(gift => Describe(gift, names[gift.FundId]))], rows.Count > PageLength ? rows[PageLength - 1].Id : null);
    }

    /// <summary>One person gives some hundred times in a life, so the sums are made from the gifts themselves.</summary>
    private static async Task<IReadOnlyList<YearOfGiving>> YearsAsync(IQueryable<Donation> mine, CancellationToken cancellationToken)
    {
        var booked = await mine.Where(gift => gift.EffectiveDate != null).Select(gift => new { gift.EffectiveDate, gift.AmountMinor, gift.Currency }).ToListAsync(cancellationToken);
        return [.. booked
            .GroupBy(gift => (gift.EffectiveDate!.Value.Year, gift.Currency))
            .OrderByDescending(year => year.Key.Year).ThenBy(year => year.Key.Currency, StringComparer.Ordinal)
            .Select(year => new YearOfGiving(year.Key.Year, year.Key.Currency, year.Count(), year.Sum(gift => gift.AmountMinor)))];
    }

    private static MyGift Describe(Donation gift, FundSummary fund) => new(
        gift.Token, fund.Slug, fund.Name, gift.AmountMinor, gift.Currency, gift.CreatedUtc, gift.EffectiveDate, gift.State, DonationProcess.Table.States[gift.State].Words,
        gift.ReceiptNumber, OpenPaymentHandler.CanPay(gift) && fund.AcceptsGifts);
}
