using Charity.Disclosure.Words;
using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disclosure.Journal;

/// <summary>The trial balance for programs.</summary>
[Anybody]
internal sealed record ReadAccounts : IQuery<AccountsPage>;

/// <summary>All accounts that were ever used, at one moment: debits and credits add up to the same, currency by currency.</summary>
internal sealed record AccountsPage(IReadOnlyList<AccountItem> Items, IReadOnlyList<SumItem> Sums, DateTime AsOfUtc);

/// <param name="Type">asset, liability, netAssets, income or expense.</param>
/// <param name="BalanceMinor">In the account type's own direction: debits less credits for assets and expenses, otherwise credits less debits.</param>
/// <param name="PendingDebitsMinor">Reserved and not yet posted.</param>
internal sealed record AccountItem(
    string Code, string Owner, string Type, string Name, string Currency, long DebitsMinor, long CreditsMinor, long BalanceMinor, long PendingDebitsMinor, long PendingCreditsMinor);

internal sealed record SumItem(string Currency, long DebitsMinor, long CreditsMinor);

internal sealed class ReadAccountsHandler(AccountCatalog catalog) : IRequestHandler<ReadAccounts, Result<AccountsPage>>
{
    public async Task<Result<AccountsPage>> Handle(ReadAccounts request, CancellationToken cancellationToken)
    {
        var accounts = await catalog.LoadAsync(cancellationToken);
        var items = accounts.Balance.Accounts.Select(row => ItemOf(row, accounts.NameOf(row.Account))).ToList();
        var sums = items.GroupBy(item => item.Currency, StringComparer.Ordinal)
            .Select(group => new SumItem(group.Key, group.Sum(item => item.DebitsMinor), group.Sum(item => item.CreditsMinor)));
        return new AccountsPage(items, [.. sums], accounts.Balance.AsOfUtc);
    }

    private static AccountItem ItemOf(AccountRow row, string name) => new(
        row.Account.Code, row.Owner, TypeName(row.Type), name, row.Balance.Currency, row.Balance.DebitsPostedMinor, row.Balance.CreditsPostedMinor,
        row.Type is AccountType.Asset or AccountType.Expense ? -row.Balance.PostedMinor : row.Balance.PostedMinor, row.Balance.DebitsPendingMinor, row.Balance.CreditsPendingMinor);

    private static string TypeName(AccountType type) => type switch
    {
        AccountType.Asset => "asset",
        AccountType.Liability => "liability",
        AccountType.NetAssets => "netAssets",
        AccountType.Income => "income",
        AccountType.Expense => "expense",
        _ => throw new InvalidOperationException($"Unknown account type {type}."),
    };
}
