using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Words;

/// <summary>Money going from one place to another, as people say it.</summary>
/// <param name="Reaches">True when money comes into the charity, false when it leaves, null when it only changes its place or its purpose.</param>
internal sealed record Move(string From, string To, long AmountMinor, string Currency, bool? Reaches);

/// <summary>The accounts of the books under the names people know.</summary>
internal sealed class NamedAccounts
{
    private readonly Dictionary<string, AccountType> _types;
    private readonly Dictionary<string, LocalizedText> _fundNames;
    private readonly IStringLocalizer _texts;

    public NamedAccounts(TrialBalance balance, IReadOnlyList<FundSummary> funds, IStringLocalizer texts)
    {
        // What was never used says nothing, except that a fund not yet announced is being prepared.
        Balance = balance with { Accounts = [.. balance.Accounts.Where(IsUsed)] };
        _types = balance.Accounts.ToDictionary(row => row.Account.Code, row => row.Type, StringComparer.Ordinal);
        _fundNames = funds
            .SelectMany(fund => (KeyValuePair<string, LocalizedText>[])[new(AccountCodes.FundAvailable(fund.Slug), fund.Name), new(AccountCodes.FundFees(fund.Slug), fund.Name)])
            .ToDictionary(StringComparer.Ordinal);
        var moved = Balance.Accounts.Select(row => row.Owner).ToHashSet(StringComparer.Ordinal);
        Funds = [.. funds.Where(fund => fund.IsPublic || moved.Contains(AccountCodes.FundOwner(fund.Slug)))];
        _texts = texts;
    }

    /// <summary>All accounts that were ever used.</summary>
    public TrialBalance Balance { get; }

    /// <summary>The funds the books speak of: the public ones, and any other through which money has gone.</summary>
    public IReadOnlyList<FundSummary> Funds { get; }

    /// <summary>The account's name in the reader's language; a fund's accounts carry the name that the fund has today.</summary>
    public string NameOf(AccountLabel account) => _fundNames.TryGetValue(account.Code, out var fund)
        ? _texts[account.Name, fund.ToString()]
        : account.NameArgument is { } argument ? _texts[account.Name, _texts[argument]] : _texts[account.Name];

    /// <summary>
    /// Bookkeeping knows debit and credit, people know from and to. Between two places where money lies, or from a place to a cost,
    /// it goes from the credited to the debited account. Wherever it matters whose money it is, it goes from the debited to the
    /// credited one: a gift from the payment provider to the fund, a payment from the promise to the bank.
    /// </summary>
    public Move MoveOf(LedgerPosting posting)
    {
        var (debit, credit) = (TypeOf(posting.Debit), TypeOf(posting.Credit));
        var (from, to) = debit is AccountType.Expense || (IsPlace(debit) && IsPlace(credit)) ? (posting.Credit, posting.Debit) : (posting.Debit, posting.Credit);
        bool? reaches = (debit == AccountType.Asset, credit == AccountType.Asset) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };
        return new Move(NameOf(from), NameOf(to), posting.AmountMinor, posting.Currency, reaches);
    }

    private static bool IsUsed(AccountRow row) =>
        row.Balance.DebitsPostedMinor + row.Balance.CreditsPostedMinor + row.Balance.DebitsPendingMinor + row.Balance.CreditsPendingMinor > 0;

    private static bool IsPlace(AccountType type) => type is AccountType.Asset or AccountType.Expense;

    // An account opened since the list was read: its owner is a fund's or the like.
    private AccountType TypeOf(AccountLabel account) => _types.GetValueOrDefault(account.Code, AccountType.NetAssets);
}

internal sealed class AccountCatalog(ILedgerReader ledger, IFunds funds, IStringLocalizer texts)
{
    public async Task<NamedAccounts> LoadAsync(CancellationToken cancellationToken) =>
        new(await ledger.TrialBalanceAsync(null, cancellationToken), await funds.AllAsync(cancellationToken), texts);
}
