using Charity.Ledger.Accounts;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Totals;

/// <summary>Reads the rows that every posting keeps up to date; never sums entries.</summary>
internal sealed class LedgerTotals(CharityDbContext db) : ILedgerTotals
{
    public async Task<IReadOnlyDictionary<string, AccountBalance>> BalancesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken) =>
        await Balances(Accounts().Where(account => codes.Contains(account.Code))).ToDictionaryAsync(balance => balance.Code, StringComparer.Ordinal, cancellationToken);

    public async Task<IReadOnlyList<AccountBalance>> BalancesOfOwnersAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken) =>
        await Balances(Accounts().Where(account => owners.Contains(account.Owner)).OrderBy(account => account.Code)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<KindTotal>> ByKindAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken) =>
        await (
            from account in Owned.By(Accounts(), owners)
            join total in db.Set<AccountKindTotal>().AsNoTracking() on account.Id equals total.AccountId
            orderby account.Code, total.Kind
            select new KindTotal(account.Code, account.Owner, total.Kind, account.Currency, total.Debits, total.Credits, total.Entries))
            .ToListAsync(cancellationToken);

    private IQueryable<Account> Accounts() => db.Set<Account>().AsNoTracking();

    private static IQueryable<AccountBalance> Balances(IQueryable<Account> accounts) => accounts.Select(account => new AccountBalance(
        account.Code, account.Currency, account.DebitsPosted, account.CreditsPosted, account.DebitsPending, account.CreditsPending));
}
