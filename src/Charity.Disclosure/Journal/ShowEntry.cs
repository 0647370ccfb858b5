using Charity.Disclosure.Words;
using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Journal;

/// <summary>One entry with everything its fingerprint covers.</summary>
[Anybody]
internal sealed record ShowEntry(long Number) : IQuery<ShownEntry>;

/// <param name="Text">What the hash is computed from.</param>
/// <param name="ComputedHash">The hash of <paramref name="Text"/>, computed now from what the books hold.</param>
/// <param name="IsNewest">No later entry exists yet.</param>
internal sealed record ShownEntry(LedgerEntry Entry, string Kind, DateTime RecordedAt, IReadOnlyList<EntryMove> Moves, string Text, string ComputedHash, bool IsNewest)
{
    public bool HashFits => ComputedHash == Entry.Hash;
}

/// <summary>A posting both as people and as bookkeepers say it.</summary>
internal sealed record EntryMove(Move Move, string Debit, string DebitCode, string Credit, string CreditCode);

internal sealed class ShowEntryHandler(ILedgerReader ledger, AccountCatalog catalog, SiteTime time, IStringLocalizer texts) : IRequestHandler<ShowEntry, Result<ShownEntry>>
{
    public async Task<Result<ShownEntry>> Handle(ShowEntry request, CancellationToken cancellationToken)
    {
        if (await ledger.EntryAsync(request.Number, cancellationToken) is not { } entry)
        {
            return Failure.NotFound("entry_unknown", "The books have no entry {0}. Entries are numbered from 1 without gaps, so it has not been written yet.", request.Number);
        }

        var accounts = await catalog.LoadAsync(cancellationToken);
        var text = CanonicalText.Of(entry);
        return new ShownEntry(
            entry,
            LedgerWords.Kind(texts, entry.Kind),
            time.Local(entry.RecordedUtc),
            [.. entry.Postings.Select(posting => new EntryMove(accounts.MoveOf(posting), accounts.NameOf(posting.Debit), posting.Debit.Code, accounts.NameOf(posting.Credit), posting.Credit.Code))],
            text,
            CanonicalText.Hash(text),
            (await ledger.HeadAsync(cancellationToken)).Number == entry.Number);
    }
}
