using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Disclosure.Books;

/// <summary>The front page of the books: all funds together and each by itself, and what came in month by month. Reads maintained totals only.</summary>
[Anybody]
internal sealed record ShowBooks : IQuery<BooksPage>;

/// <param name="Totals">All funds together, one line per currency; never empty.</param>
/// <param name="AsOf">By the site's clock on the wall.</param>
/// <param name="Kinds">What moved, kind by kind, in the currency of the first of <paramref name="Totals"/>.</param>
internal sealed record BooksPage(
    IReadOnlyList<FundFigures> Totals, IReadOnlyList<KindLine> Kinds, IReadOnlyList<FundLine> Funds, MonthTable Months, ColumnChart Chart, DateTime AsOf);

internal sealed record FundLine(string Slug, LocalizedText Name, FundFigures Figures);

/// <summary>What came in month by month, in the currency of the first of <see cref="BooksPage.Totals"/>. The lines add up to the money received.</summary>
/// <param name="Latest">The last twelve months, the current one last.</param>
/// <param name="EarlierMinor">Received before them.</param>
/// <param name="TakenOffMinor">What went back to donors and what corrections took off, whenever; zero or negative unless something was booked this very moment.</param>
internal sealed record MonthTable(IReadOnlyList<MonthLine> Latest, long EarlierMinor, long TakenOffMinor, DateOnly Today)
{
    public long SumMinor => EarlierMinor + Latest.Sum(month => month.RaisedMinor) + TakenOffMinor;

    /// <summary>The current month: more can still come in.</summary>
    public bool IsRunning(MonthLine month) => month == Latest[^1];

    public DateOnly LastEarlierDay => Latest[0].Month.AddDays(-1);
}

/// <param name="RaisedMinor">Money received in the month, in the currency of the first of <see cref="BooksPage.Totals"/>.</param>
internal sealed record MonthLine(DateOnly Month, long RaisedMinor);

/// <summary>What one kind of entry has moved on the funds' accounts since the beginning, net of corrections.</summary>
/// <param name="NetMinor">Above zero when it made the funds larger, below when smaller, zero when it moved money inside them.</param>
internal sealed record KindLine(string Kind, long AmountMinor, long NetMinor)
{
    public static IReadOnlyList<KindLine> Of(IReadOnlyList<KindTotal> totals, string currency) =>
    [
        .. totals.Where(total => total.Currency == currency)
            .GroupBy(total => total.Kind, StringComparer.Ordinal)
            .Select(group => (Kind: group.Key, Debits: group.Sum(total => total.DebitsMinor), Credits: group.Sum(total => total.CreditsMinor)))
            .Where(sum => sum.Debits != 0 || sum.Credits != 0)
            .Select(sum => new KindLine(sum.Kind, Math.Max(sum.Debits, sum.Credits), sum.Credits - sum.Debits))
            .OrderByDescending(line => line.NetMinor),
    ];
}

internal sealed class ShowBooksHandler(ILedgerTotals ledger, ILedgerReader ledgerReader, IFunds funds, SiteTime time, TimeProvider clock) : IRequestHandler<ShowBooks, Result<BooksPage>>
{
    private const int MonthsShown = 12;

    public async Task<Result<BooksPage>> Handle(ShowBooks request, CancellationToken cancellationToken)
    {
        var asOf = clock.GetUtcNow().UtcDateTime;

        // What was taken for administration is gone from the funds, though it lies on an account beside theirs.
        var totals = (await ledger.ByKindAsync([], cancellationToken)).Where(total => total.Code != AccountCodes.Operating).ToList();
        var known = await funds.AllAsync(cancellationToken);
        var owners = totals.Select(total => total.Owner).Distinct(StringComparer.Ordinal).ToList();
        var balances = await ledger.BalancesOfOwnersAsync(owners, cancellationToken);
        var balancesOf = balances.ToLookup(balance => AccountCodes.Owner(balance.Code), StringComparer.Ordinal);
        var byOwner = totals.ToLookup(total => total.Owner, StringComparer.Ordinal);
        var lines = known
            .Where(fund => fund.IsPublic || byOwner.Contains(AccountCodes.FundOwner(fund.Slug)))
            .Select(fund => new FundLine(fund.Slug, fund.Name, FundFigures.Of(
                fund.Currency, byOwner[AccountCodes.FundOwner(fund.Slug)], balancesOf[AccountCodes.FundOwner(fund.Slug)], asOf)))
            .OrderByDescending(line => line.Figures.RaisedMinor)
            .ToList();
        var sums = totals.Select(total => total.Currency).Prepend(Money.Yuan).Distinct(StringComparer.Ordinal)
            .Select(currency => FundFigures.Of(currency, totals, balances, asOf))
            .ToList();
        var months = await MonthsAsync(sums[0], time.Today, cancellationToken);
        return new BooksPage(sums, KindLine.Of(totals, sums[0].Currency), lines, months, ColumnChart.Of([.. months.Latest.Select(month => month.RaisedMinor)]), time.Local(asOf));
    }

    private async Task<MonthTable> MonthsAsync(FundFigures total, DateOnly today, CancellationToken cancellationToken)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - MonthsShown);
        var raised = (await ledgerReader.TurnoverAsync([], null, null, cancellationToken))
            .Where(row => row.Currency == total.Currency && AccountCodes.IsAvailable(row.Code) && EntryKinds.Raising.Contains(row.Turnover.Kind))
            .ToLookup(row => row.Month, row => row.Turnover.CreditsMinor);
        var earlier = raised.Where(month => month.Key < first).Sum(month => month.Sum());
        return new MonthTable(
            [.. Enumerable.Range(0, MonthsShown).Select(first.AddMonths).Select(month => new MonthLine(month, raised[month].Sum()))],
            earlier, total.RaisedMinor - raised.Sum(month => month.Sum()), today);
    }
}
