using Charity.Contents.Contracts;
using Charity.Funds.FundPages;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Home;

/// <summary>Everything the home page shows.</summary>
[Anybody]
internal sealed record ShowHome : IQuery<HomePage>;

internal sealed record HomePage(
    LocalizedText SiteName, LocalizedText Tagline, HomeTotals Totals, IReadOnlyList<FundCard> Funds, IReadOnlyList<HomeUse> Uses, IReadOnlyList<ContentSummary> Notices);

/// <summary>All public funds together whose books are in yuan.</summary>
internal sealed record HomeTotals(long RaisedMinor, long PaidOutMinor, long GiftCount, int OpenFunds, string Currency, DateTime AsOfUtc);

/// <summary>Something that was done with a fund's money.</summary>
internal sealed record HomeUse(string FundSlug, LocalizedText FundName, UseDetails Use);

internal sealed class ShowHomeHandler(CharityDbContext db, FundShelf shelf, FundCards cards, Figures.FundBooks books, IContentLists contents, ISettingsStore settings, TimeProvider clock)
    : IRequestHandler<ShowHome, Result<HomePage>>
{
    private const int FundsShown = 6, UsesShown = 4, NoticesShown = 5;

    public async Task<Result<HomePage>> Handle(ShowHome request, CancellationToken cancellationToken)
    {
        var site = await settings.GetAsync<SiteSettings>(cancellationToken);
        var funds = (await shelf.AllAsync(cancellationToken)).Where(fund => fund.IsPublic).ToList();
        var open = funds.Where(fund => fund.State == FundProcess.Open).OrderByDescending(fund => fund.OpenedOn).ThenBy(fund => fund.Slug, StringComparer.Ordinal).ToList();
        return new HomePage(
            site.Name,
            site.Tagline,
            await TotalsAsync(funds, open.Count, cancellationToken),
            await cards.OfAsync([.. open.Take(FundsShown)], cancellationToken),
            await UsesAsync(funds, cancellationToken),
            await contents.NewestAsync("Notice", NoticesShown, cancellationToken));
    }

    private async Task<HomeTotals> TotalsAsync(List<FundEntry> funds, int open, CancellationToken cancellationToken)
    {
        var inYuan = funds.Where(fund => fund.Currency == Money.Yuan).Select(fund => (fund.Slug, fund.Currency)).ToList();
        var figures = (await books.OfAsync(inYuan, cancellationToken)).Values.ToList();
        return new HomeTotals(
            figures.Sum(fund => fund.RaisedMinor),
            figures.Sum(fund => fund.PaidOutMinor),
            figures.Sum(fund => fund.GiftCount),
            open,
            Money.Yuan,
            clock.GetUtcNow().UtcDateTime);
    }

    private async Task<IReadOnlyList<HomeUse>> UsesAsync(List<FundEntry> funds, CancellationToken cancellationToken)
    {
        var byId = funds.ToDictionary(fund => fund.Id);
        var ids = byId.Keys.ToList();
        var uses = await db.Set<FundUse>().AsNoTracking()
            .Where(use => ids.Contains(use.FundId))
            .OrderByDescending(use => use.On).ThenByDescending(use => use.Id)
            .Take(UsesShown)
            .ToListAsync(cancellationToken);
        return [.. uses.Select(use => new HomeUse(byId[use.FundId].Slug, byId[use.FundId].Name, use.Details))];
    }
}
