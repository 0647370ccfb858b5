using System.Globalization;
using Charity.Disclosure.Journal;
using Charity.Disclosure.Words;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Statements;

/// <summary>One fund's statement of one month.</summary>
/// <param name="Month">2026-03; the current month when empty.</param>
[Anybody]
internal sealed record ShowStatement(string Slug, string? Month) : IQuery<StatementPage>;

/// <param name="Months">The months one can choose, newest first; the chosen one is among them.</param>
/// <param name="Issuer">The charity that keeps the books.</param>
/// <param name="AsOf">By the site's clock on the wall.</param>
internal sealed record StatementPage(
    string Slug, LocalizedText Name, LocalizedText Purpose, bool IsPublic, DateOnly Month, IReadOnlyList<DateOnly> Months, FundStatement Statement,
    IReadOnlyList<StatementRow> In, IReadOnlyList<StatementRow> Out, IReadOnlyList<StatementAccount> Accounts, LocalizedText? Issuer, DateTime AsOf)
{
    public const string MonthFormat = "yyyy-MM";

    public string MonthValue => Month.ToString(MonthFormat, CultureInfo.InvariantCulture);

    /// <summary>The entries of the month behind this page.</summary>
    public string EntriesUrl => $"/transparency/ledger?fund={Slug}&{EntryFilter.QueryOf(Month)}";
}

internal sealed record StatementRow(string Kind, string Name, long AmountMinor);

/// <summary>One of the fund's accounts in the month. Costs are negative: they lessen the fund.</summary>
internal sealed record StatementAccount(string Code, string Name, long OpeningMinor, long InMinor, long OutMinor, long ClosingMinor);

internal sealed class ShowStatementHandler(ILedgerReader ledger, IFunds funds, AccountCatalog catalog, ICharityProfile charity, SiteTime time, IStringLocalizer texts)
    : IRequestHandler<ShowStatement, Result<StatementPage>>
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public async Task<Result<StatementPage>> Handle(ShowStatement request, CancellationToken cancellationToken)
    {
        var today = time.Today;
        var current = new DateOnly(today.Year, today.Month, 1);
        if (MonthOf(request.Month, current) is not { } month)
        {
            return Failure.Invalid("month_invalid", "Write the month as year and month, like {0}, and not later than this month.", current.ToString(StatementPage.MonthFormat, CultureInfo.InvariantCulture));
        }

        var owner = AccountCodes.FundOwner(request.Slug);
        var fund = await funds.FindAsync(request.Slug, cancellationToken);
        var turnover = fund is null ? [] : await ledger.TurnoverAsync([owner], null, null, cancellationToken);
        if (fund is null || (!fund.IsPublic && turnover.Count == 0))
        {
            return Failure.NotFound("fund_unknown", "The books know no fund with the address {0}. The public books list all of them.", request.Slug);
        }

        var accounts = await catalog.LoadAsync(cancellationToken);
        var books = await ledger.StatementAsync(owner, month, cancellationToken);
        var statement = FundStatement.Of(fund.Currency, [.. books.Accounts.Where(account => account.Currency == fund.Currency)]);
        return new StatementPage(
            fund.Slug, fund.Name, fund.Purpose, fund.IsPublic, month,
            [.. turnover.Select(row => row.Month).Where(row => row <= current).Append(current).Append(month).Distinct().OrderDescending()],
            statement,
            [.. statement.In.Select(RowOf)],
            [.. statement.Out.Select(RowOf)],
            [.. statement.Accounts.Select(account => new StatementAccount(
                account.Account.Code, accounts.NameOf(account.Account), account.OpeningMinor, account.CreditsMinor, account.DebitsMinor, account.ClosingMinor))],
            (await charity.GetAsync(cancellationToken))?.Name,
            time.Local(books.AsOfUtc));
    }

    private static DateOnly? MonthOf(string? typed, DateOnly current)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return current;
        }

        return DateOnly.TryParseExact(typed.Trim(), StatementPage.MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month >= Earliest && month <= current
            ? month
            : null;
    }

    private StatementRow RowOf(StatementLine line) => new(line.Kind, LedgerWords.Kind(texts, line.Kind), line.AmountMinor);
}
