using Charity.Ledger.Contracts;
using Charity.Platform.Requests;

namespace Charity.Tests.Ledger;

public enum Act
{
    Give,
    Spend,
    Reserve,
    Confirm,
    Release,
    Reverse,
    Repeat,
    Contradict,
}

/// <summary>Something somebody tries; <paramref name="Target"/> picks an earlier entry, whatever it is.</summary>
public sealed record Attempt(Act Act, int Target, long AmountMinor, bool Wholly);

/// <summary>
/// The books as a page of arithmetic: one fund, what is promised to a project, one bank. Says for every attempt what the ledger
/// has to answer, and what the balances are then.
/// </summary>
internal sealed class BooksModel(string fund, string committed, string bank)
{
    private readonly List<ModelEntry> _entries = [];
    private readonly Dictionary<string, long> _posted = new() { [fund] = 0, [committed] = 0, [bank] = 0 };
    private readonly Dictionary<string, long> _reserved = new() { [fund] = 0, [committed] = 0, [bank] = 0 };

    public int Count => _entries.Count;

    public long Posted(string code) => _posted[code];

    public long Available(string code) => _posted[code] - _reserved[code];

    /// <summary>The attempt as a call of the ledger, and the failure code it has to answer with; null for success.</summary>
    public (Func<ILedger, Task<Result<PostedEntry>>> Call, string? Failure, bool WasThere)? Predict(Attempt attempt)
    {
        if (attempt.Act is Act.Give or Act.Spend or Act.Reserve)
        {
            var (debit, credit) = attempt.Act switch { Act.Give => (bank, fund), Act.Spend => (fund, bank), _ => (fund, committed) };
            return Add(attempt.Act == Act.Reserve ? EntryPhase.Reserved : EntryPhase.Posted, debit, credit, attempt.AmountMinor);
        }

        if (_entries.Count == 0)
        {
            return null;
        }

        var target = _entries[attempt.Target % _entries.Count];
        return attempt.Act switch
        {
            Act.Confirm => Confirm(target, attempt.Wholly ? null : attempt.AmountMinor),
            Act.Release => Release(target),
            Act.Reverse => Reverse(target),
            Act.Repeat => (target.Call, null, true),
            _ => (target.Contradiction, "entry_conflict", false),
        };
    }

    private (Func<ILedger, Task<Result<PostedEntry>>>, string?, bool) Add(EntryPhase phase, string debit, string credit, long amountMinor)
    {
        var draft = new EntryDraft(Guid.CreateVersion7(), phase == EntryPhase.Reserved ? EntryKinds.Commitment : EntryKinds.Gift, "property:test", Books.Day, [new PostingDraft(debit, credit, amountMinor)]);
        var other = draft with { Reference = "property:other" };
        var entry = new ModelEntry(draft.Id, phase, debit, credit, amountMinor, Call(draft), Call(other));
        if (debit == fund && Available(fund) < amountMinor)
        {
            return (entry.Call, "insufficient_funds", false);
        }

        Write(entry);
        return (entry.Call, null, false);

        Func<ILedger, Task<Result<PostedEntry>>> Call(EntryDraft posted) => phase == EntryPhase.Reserved
            ? ledger => ledger.ReserveAsync(posted, CancellationToken.None)
            : async ledger =>
            {
                var result = await ledger.PostAsync([posted], CancellationToken.None);
                return result.Failure is { } refusal ? refusal : result.Value[0];
            };
    }

    private (Func<ILedger, Task<Result<PostedEntry>>>, string?, bool) Confirm(ModelEntry target, long? amountMinor)
    {
        var id = Guid.CreateVersion7();
        var call = Call(Books.Day);
        var failure = target.Phase != EntryPhase.Reserved ? "not_reserved"
            : amountMinor > target.AmountMinor ? "amount_exceeds_reservation"
            : target.IsDone ? "already_resolved"
            : null;
        if (failure is null)
        {
            Resolve(target);
            Write(new ModelEntry(id, EntryPhase.Confirmed, target.Debit, target.Credit, amountMinor ?? target.AmountMinor, call, Call(Books.Day.AddDays(1))));
        }

        return (call, failure, false);

        Func<ILedger, Task<Result<PostedEntry>>> Call(DateOnly day) => ledger => ledger.ConfirmAsync(id, target.Id, amountMinor, day, CancellationToken.None);
    }

    private (Func<ILedger, Task<Result<PostedEntry>>>, string?, bool) Release(ModelEntry target)
    {
        var id = Guid.CreateVersion7();
        var call = Call("Given up.");
        var failure = target.Phase != EntryPhase.Reserved ? "not_reserved" : target.IsDone ? "already_resolved" : null;
        if (failure is null)
        {
            Resolve(target);
            Write(new ModelEntry(id, EntryPhase.Released, target.Debit, target.Credit, target.AmountMinor, call, Call("Given up for another reason.")));
        }

        return (call, failure, false);

        Func<ILedger, Task<Result<PostedEntry>>> Call(string reason) => ledger => ledger.ReleaseAsync(id, target.Id, reason, Books.Day, CancellationToken.None);
    }

    private (Func<ILedger, Task<Result<PostedEntry>>>, string?, bool) Reverse(ModelEntry target)
    {
        var id = Guid.CreateVersion7();
        var call = Call("A mistake.");
        var failure = target.IsReversal ? "reversal_of_reversal"
            : target.Phase is EntryPhase.Reserved or EntryPhase.Released ? "not_posted"
            : target.IsDone ? "already_reversed"
            : target.Credit != bank && Available(target.Credit) < target.AmountMinor ? "insufficient_funds"
            : null;
        if (failure is null)
        {
            target.IsDone = true;
            Write(new ModelEntry(id, EntryPhase.Posted, target.Credit, target.Debit, target.AmountMinor, call, Call("Another mistake.")) { IsReversal = true });
        }

        return (call, failure, false);

        Func<ILedger, Task<Result<PostedEntry>>> Call(string reason) => ledger => ledger.ReverseAsync(id, target.Id, reason, Books.Day, CancellationToken.None);
    }

    private void Resolve(ModelEntry reservation)
    {
        reservation.IsDone = true;
        _reserved[reservation.Debit] -= reservation.AmountMinor;
    }

    private void Write(ModelEntry entry)
    {
        _entries.Add(entry);
        if (entry.Phase is EntryPhase.Posted or EntryPhase.Confirmed)
        {
            _posted[entry.Debit] -= entry.AmountMinor;
            _posted[entry.Credit] += entry.AmountMinor;
        }
        else if (entry.Phase == EntryPhase.Reserved)
        {
            _reserved[entry.Debit] += entry.AmountMinor;
        }
    }

    /// <param name="Contradiction">The same call with the same id, but saying something else.</param>
    private sealed record ModelEntry(
        Guid Id, EntryPhase Phase, string Debit, string Credit, long AmountMinor, Func<ILedger, Task<Result<PostedEntry>>> Call, Func<ILedger, Task<Result<PostedEntry>>> Contradiction)
    {
        public bool IsReversal { get; init; }

        /// <summary>Reversed, confirmed or released.</summary>
        public bool IsDone { get; set; }
    }
}
