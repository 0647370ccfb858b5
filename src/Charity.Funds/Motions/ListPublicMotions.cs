using System.Globalization;
using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>The published motions of a fund, newest first.</summary>
/// <param name="After">The code of the last one shown.</param>
[Anybody]
internal sealed record ListPublicMotions(string Slug, string? After) : IQuery<PublicMotions>;

/// <param name="Next">Ask with this for what follows; null at the end.</param>
internal sealed record PublicMotions(string Slug, LocalizedText FundName, IReadOnlyList<MotionCard> Motions, string? Next);

/// <param name="HeldOn">The day of the vote; null before it.</param>
internal sealed record MotionCard(string FundSlug, string Code, LocalizedText Title, MotionKind Kind, long AmountMinor, string Currency, string State, DateOnly VoteOn, DateOnly? HeldOn, MotionTally? Tally);

internal sealed class ListPublicMotionsHandler(FundShelf shelf, PublicMotionList motions) : IRequestHandler<ListPublicMotions, Result<PublicMotions>>
{
    private const int PageLength = 30;

    public async Task<Result<PublicMotions>> Handle(ListPublicMotions request, CancellationToken cancellationToken)
    {
        if ((await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Slug && fund.IsPublic) is not { } fund)
        {
            return FundFailures.Unknown;
        }

        (int Year, int Number)? after = null;
        if (!string.IsNullOrEmpty(request.After))
        {
            if (!MotionCode.TryRead(request.After, out var year, out var number))
            {
                return Failure.Field(nameof(request.After), "cursor_invalid", "This place in the list is not known. Begin at the front.");
            }

            after = (year, number);
        }

        var cards = await motions.ReadAsync(fund.Id, fund.Slug, after, PageLength + 1, cancellationToken);
        return new PublicMotions(fund.Slug, fund.Name, [.. cards.Take(PageLength)], cards.Count > PageLength ? cards[PageLength - 1].Code : null);
    }
}

/// <summary>A motion's code in addresses, <c>2026-03</c>.</summary>
internal static class MotionCode
{
    public static bool TryRead(string text, out int year, out int number)
    {
        number = 0;
        return text.Split('-') is [var y, var n]
            ? int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out year) & int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            : (year = 0) != 0;
    }
}

/// <summary>Reads published motions along their index, so that any page costs what the first costs.</summary>
internal sealed class PublicMotionList(CharityDbContext db)
{
    public async Task<IReadOnlyList<MotionCard>> ReadAsync(Guid fundId, string slug, (int Year, int Number)? after, int count, CancellationToken cancellationToken)
    {
        var motions = db.Set<Motion>().AsNoTracking().Where(motion => motion.FundId == fundId && motion.Number != null);
        if (after is var (year, number))
        {
            motions = motions.Where(motion => motion.Year < year || (motion.Year == year && motion.Number < number));
        }

        var rows = await motions.OrderByDescending(motion => motion.Year).ThenByDescending(motion => motion.Number).Take(count)
            .Select(motion => new { motion.Year, motion.Number, motion.Title, motion.Kind, motion.AmountMinor, motion.Currency, motion.State, motion.VoteOn, motion.HeldOn, motion.Tally })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MotionCard(slug, Motion.CodeOf(row.Year, row.Number), row.Title, row.Kind, row.AmountMinor, row.Currency, row.State, row.VoteOn, row.HeldOn, row.Tally))];
    }
}

/// <summary>The newest motions on a fund's page.</summary>
internal sealed class LatestMotions(PublicMotionList motions) : IFundPageSection
{
    public const string View = "Charity.Funds/MotionPages/Latest";
    private const int Shown = 3;

    public async Task<PageSection?> BuildAsync(FundSummary fund, CancellationToken cancellationToken)
    {
        var cards = await motions.ReadAsync(fund.Id, fund.Slug, after: null, Shown + 1, cancellationToken);
        return cards.Count == 0 ? null : new PageSection(View, new LatestMotionsModel(fund.Slug, [.. cards.Take(Shown)], cards.Count > Shown), Order: 110);
    }
}

internal sealed record LatestMotionsModel(string Slug, IReadOnlyList<MotionCard> Motions, bool HasMore);
