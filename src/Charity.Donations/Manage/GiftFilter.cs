using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Settings;
using Charity.Platform.Text;

namespace Charity.Donations.Manage;

/// <summary>What a list of gifts is narrowed to; stands in the page's address.</summary>
/// <param name="Fund">A fund's slug.</param>
/// <param name="Q">A receipt number, or the beginning of one.</param>
/// <param name="From">First day, by the site's clock, of giving.</param>
/// <param name="To">Last day.</param>
internal sealed record GiftFilter(string? Fund, string? State, GiftSource? Source, DateOnly? From, DateOnly? To, string? Q)
{
    public static readonly GiftFilter None = new(null, null, null, null, null, null);

    public bool IsEmpty => this with { Fund = Blank(Fund), State = Blank(State), Q = Blank(Q) } == None;

    /// <summary>Narrows the gifts to the filter and to the funds of the person who looks; null when the fund is none of theirs.</summary>
    public IQueryable<Donation>? Apply(IQueryable<Donation> gifts, IReadOnlyList<FundSummary> funds, bool hasAll, SiteTime time)
    {
        if (Blank(Fund) is { } slug)
        {
            if (funds.FirstOrDefault(fund => fund.Slug == slug) is not { } chosen)
            {
                return null;
            }

            gifts = gifts.Where(gift => gift.FundId == chosen.Id);
        }
        else if (!hasAll)
        {
            var ids = funds.Select(fund => fund.Id).ToList();
            gifts = gifts.Where(gift => ids.Contains(gift.FundId));
        }

        if (Blank(State) is { } state)
        {
            gifts = gifts.Where(gift => gift.State == state);
        }

        if (Source is { } source)
        {
            gifts = gifts.Where(gift => gift.Source == source);
        }

        return Between(Numbered(gifts), time);
    }

    private IQueryable<Donation> Numbered(IQueryable<Donation> gifts)
    {
        var number = PlainText.Clean(Q);
        return number.Length == 0 ? gifts : gifts.Where(gift => gift.ReceiptNumber != null && gift.ReceiptNumber.StartsWith(number));
    }

    private IQueryable<Donation> Between(IQueryable<Donation> gifts, SiteTime time)
    {
        if (From is { } first)
        {
            var start = time.Utc(first);
            gifts = gifts.Where(gift => gift.CreatedUtc >= start);
        }

        if (To is { } last && last < DateOnly.MaxValue)
        {
            var end = time.Utc(last.AddDays(1));
            gifts = gifts.Where(gift => gift.CreatedUtc < end);
        }

        return gifts;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
