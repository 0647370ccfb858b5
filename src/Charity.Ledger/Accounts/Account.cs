using Charity.Ledger.Contracts;

namespace Charity.Ledger.Accounts;

/// <summary>
/// A place for money of one currency. Posted totals only ever grow; the balance is computed. The database holds the same rules:
/// a check for protected accounts, triggers against falling totals, changed identity and deletion.
/// </summary>
internal sealed class Account
{
    private Account(Guid id, string code, string owner, AccountType type, string currency, string name, string? nameArgument, bool mayNotGoNegative)
    {
        Id = id;
        Code = code;
        Owner = owner;
        Type = type;
        Currency = currency;
        Name = name;
        NameArgument = nameArgument;
        MayNotGoNegative = mayNotGoNegative;
    }

    public Guid Id { get; private set; }

    /// <summary>Stands in the hashed text of entries, so it never changes.</summary>
    public string Code { get; private set; }

    /// <summary>The code up to its second colon: all accounts of a fund have one owner.</summary>
    public string Owner { get; private set; }

    public AccountType Type { get; private set; }

    public string Currency { get; private set; }

    /// <summary>English text, the key of its translation.</summary>
    public string Name { get; private set; }

    public string? NameArgument { get; private set; }

    public bool MayNotGoNegative { get; private set; }

    public long DebitsPosted { get; private set; }

    public long CreditsPosted { get; private set; }

    public long DebitsPending { get; private set; }

    public long CreditsPending { get; private set; }

    public long Version { get; private set; } = 1;

    public long AvailableMinor => checked(CreditsPosted - DebitsPosted - DebitsPending);

    /// <summary>Promised more than is there: no entry may leave a protected account so.</summary>
    public bool IsOverdrawn => MayNotGoNegative && AvailableMinor < 0;

    /// <exception cref="ArgumentException">The draft's code, currency or name cannot stand in the books.</exception>
    public static Account Open(AccountDraft draft, Guid id)
    {
        LedgerText.Check(draft.Code, LedgerText.CodeLength, nameof(draft.Code));
        LedgerText.Check(draft.Name, LedgerText.NameLength, nameof(draft.Name));
        if (!draft.Code.Contains(':', StringComparison.Ordinal) || draft.Code.Any(char.IsWhiteSpace))
        {
            throw new ArgumentException($"\"{draft.Code}\" is no account code: it needs a colon and no spaces.", nameof(draft));
        }

        if (draft.Currency.Length != 3 || !draft.Currency.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"\"{draft.Currency}\" is no currency code of three capital letters (ISO 4217).", nameof(draft));
        }

        return new Account(id, draft.Code, AccountCodes.Owner(draft.Code), draft.Type, draft.Currency, draft.Name, draft.NameArgument, draft.MayNotGoNegative);
    }

    /// <summary>True when the draft asks for this very account. The name may differ: a fund can be renamed.</summary>
    public bool IsSameAs(AccountDraft draft) => draft.Type == Type && draft.Currency == Currency && draft.MayNotGoNegative == MayNotGoNegative;

    public bool IsNamedAndSameAs(AccountDraft draft) => IsSameAs(draft) && draft.Name == Name && draft.NameArgument == NameArgument;

    public void PostDebit(long amountMinor) => DebitsPosted = checked(DebitsPosted + amountMinor);

    public void PostCredit(long amountMinor) => CreditsPosted = checked(CreditsPosted + amountMinor);

    public void ReserveDebit(long amountMinor) => DebitsPending = checked(DebitsPending + amountMinor);

    public void ReserveCredit(long amountMinor) => CreditsPending = checked(CreditsPending + amountMinor);

    public void ReleaseDebit(long amountMinor) => DebitsPending = Less(DebitsPending, amountMinor);

    public void ReleaseCredit(long amountMinor) => CreditsPending = Less(CreditsPending, amountMinor);

    private long Less(long pending, long amountMinor) => pending >= amountMinor
        ? pending - amountMinor
        : throw new InvalidOperationException($"Account {Code} has {pending} pending and cannot release {amountMinor}.");
}
