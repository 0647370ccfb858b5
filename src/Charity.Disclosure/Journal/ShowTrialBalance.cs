using Charity.Disclosure.Words;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Journal;

/// <summary>All accounts with their totals, and the choices the journal's filters offer.</summary>
[Anybody]
internal sealed record ShowTrialBalance : IQuery<TrialBalancePage>;

/// <param name="AsOf">By the site's clock on the wall.</param>
/// <param name="Issuer">The charity that keeps the books.</param>
internal sealed record TrialBalancePage(IReadOnlyList<AccountGroup> Groups, IReadOnlyList<TrialBalanceSum> Sums, IReadOnlyList<FundSummary> Funds, DateTime AsOfUtc, DateTime AsOf, LocalizedText? Issuer);

internal sealed record AccountGroup(AccountType Type, string Name, IReadOnlyList<AccountLine> Accounts);

/// <summary>An account with what was ever debited and credited, in minor units.</summary>
/// <param name="ReservedMinor">Promised out of it and not yet booked.</param>
internal sealed record AccountLine(string Code, string Name, AccountType Type, string Currency, long DebitsMinor, long CreditsMinor, long ReservedMinor)
{
    /// <summary>Positive on the side where accounts of its type grow: money that is there, money that belongs to a fund, costs.</summary>
    public long BalanceMinor => Type is AccountType.Asset or AccountType.Expense ? DebitsMinor - CreditsMinor : CreditsMinor - DebitsMinor;
}

/// <summary>The sums of one currency; equal, or the books are broken.</summary>
internal sealed record TrialBalanceSum(string Currency, long DebitsMinor, long CreditsMinor)
{
    public bool IsEqual => DebitsMinor == CreditsMinor;
}

internal sealed class ShowTrialBalanceHandler(AccountCatalog catalog, ICharityProfile charity, SiteTime time, IStringLocalizer texts) : IRequestHandler<ShowTrialBalance, Result<TrialBalancePage>>
{
    public async Task<Result<TrialBalancePage>> Handle(ShowTrialBalance request, CancellationToken cancellationToken)
    {
        var accounts = await catalog.LoadAsync(cancellationToken);
        var lines = accounts.Balance.Accounts
            .Select(row => new AccountLine(
                row.Account.Code, accounts.NameOf(row.Account), row.Type, row.Balance.Currency,
                row.Balance.DebitsPostedMinor, row.Balance.CreditsPostedMinor, row.Balance.DebitsPendingMinor))
            .ToList();
        var groups = LedgerWords.Types
            .Select(type => new AccountGroup(type, LedgerWords.Type(texts, type), [.. lines.Where(line => line.Type == type)]))
            .Where(group => group.Accounts.Count > 0);
        var sums = lines.GroupBy(line => line.Currency, StringComparer.Ordinal)
            .Select(group => new TrialBalanceSum(group.Key, group.Sum(line => line.DebitsMinor), group.Sum(line => line.CreditsMinor)));
        return new TrialBalancePage([.. groups], [.. sums], accounts.Funds, accounts.Balance.AsOfUtc, time.Local(accounts.Balance.AsOfUtc),
            (await charity.GetAsync(cancellationToken))?.Name);
    }
}
