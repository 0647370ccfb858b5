using Charity.Ledger.Accounts;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Ledger.Journal;

/// <summary>The expected ways for the books to say no.</summary>
internal static class LedgerFailures
{
    public static Failure AccountDiffers(string code) =>
        Failure.Conflict("account_differs", "The account {0} exists with another type, currency or protection.", code);

    public static Failure AccountUnknown(string code) =>
        Failure.NotFound("account_unknown", "There is no account {0}.", code);

    public static Failure SameAccount(string code) =>
        Failure.Invalid("same_account", "Money cannot move from the account {0} to itself.", code);

    public static Failure CurrencyMismatch(Account debit, Account credit) =>
        Failure.Invalid("currency_mismatch", "The account {0} is kept in {1}, the account {2} in {3}.", debit.Code, debit.Currency, credit.Code, credit.Currency);

    public static Failure AmountNotPositive() =>
        Failure.Invalid("amount_not_positive", "The amount must be more than zero.");

    public static Failure EntryUnknown(Guid id) =>
        Failure.NotFound("entry_unknown", "There is no journal entry {0}.", id);

    public static Failure EntryConflict(Guid id, long number) =>
        Failure.Conflict("entry_conflict", "The id {0} belongs to journal entry {1}, which says something else.", id, number);

    public static Failure ProviderObjectPosted(string providerObject, string kind) =>
        Failure.Conflict("provider_object_posted", "The payment provider's {0} has been booked before as {1}.", providerObject, kind);

    public static Failure InsufficientFunds(Account account, long availableBeforeMinor) =>
        Failure.Conflict("insufficient_funds", "The account {0} has only {1} left.", account.Code, Money.Format(availableBeforeMinor, account.Currency));

    public static Failure AlreadyReversed(long number) =>
        Failure.Conflict("already_reversed", "Journal entry {0} has been reversed before.", number);

    public static Failure ReversalOfReversal(long number) =>
        Failure.Conflict("reversal_of_reversal", "Journal entry {0} is a reversal itself and stays; book the right entry instead.", number);

    public static Failure NotPosted(long number) =>
        Failure.Conflict("not_posted", "Journal entry {0} moved no money; a reservation is released, not reversed.", number);

    public static Failure NotReserved(long number) =>
        Failure.Conflict("not_reserved", "Journal entry {0} is not a reservation.", number);

    public static Failure AlreadyResolved(long number) =>
        Failure.Conflict("already_resolved", "The reservation {0} has been confirmed or released before.", number);

    public static Failure AmountExceedsReservation(long amountMinor, EntryLine reserved) => Failure.Invalid(
        "amount_exceeds_reservation",
        "{0} is more than the reserved {1}.",
        Money.Format(amountMinor, reserved.Currency),
        Money.Format(reserved.AmountMinor, reserved.Currency));
}
