using Charity.Disclosure.Words;
using Charity.Ledger.Contracts;
using Charity.Platform.Exports;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Journal;

/// <summary>The filtered journal as a table, oldest entries first, a row for each posting; read while it is sent.</summary>
[Anybody]
internal sealed record ExportEntries : EntryFilter, IQuery<ITable>;

internal sealed class ExportEntriesValidator : EntryFilterValidator<ExportEntries>;

internal sealed class ExportEntriesHandler(ILedgerReader ledger, EntrySearches searches, AccountCatalog catalog, IStringLocalizer texts) : IRequestHandler<ExportEntries, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportEntries request, CancellationToken cancellationToken)
    {
        var accounts = await catalog.LoadAsync(cancellationToken);
        return Result<ITable>.Ok(Columns(Table.From(texts["Journal"], RowsAsync(request, cancellationToken)), accounts));
    }

    private async IAsyncEnumerable<Row> RowsAsync(ExportEntries request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Number is { } number && await ledger.EntryAsync(number, cancellationToken) is { } found)
        {
            foreach (var posting in found.Postings)
            {
                yield return new Row(found, posting);
            }

            yield break;
        }

        await foreach (var entry in ledger.ExportAsync((await searches.OfAsync(request, cancellationToken)) with { OldestFirst = true }, cancellationToken))
        {
            foreach (var posting in entry.Postings)
            {
                yield return new Row(entry, posting);
            }
        }
    }

    private Table<Row> Columns(Table<Row> table, NamedAccounts accounts) => table
        .Number(texts["Number"], row => row.Entry.Number)
        .Date(texts["Effective day"], row => row.Entry.EffectiveDate)
        .Moment(texts["Written down"], row => row.Entry.RecordedUtc)
        .Text(texts["What"], row => LedgerWords.Kind(texts, row.Entry.Kind))
        .Text(texts["Phase"], row => LedgerWords.Phase(texts, row.Entry.Phase))
        .Text(texts["Booking reference"], row => row.Entry.Reference)
        .Text(texts["Money from"], row => accounts.MoveOf(row.Posting).From)
        .Text(texts["Money to"], row => accounts.MoveOf(row.Posting).To)
        .Text(texts["Debit"], row => row.Posting.Debit.Code)
        .Text(texts["Debited account"], row => accounts.NameOf(row.Posting.Debit))
        .Text(texts["Credit"], row => row.Posting.Credit.Code)
        .Text(texts["Credited account"], row => accounts.NameOf(row.Posting.Credit))

        // A number and not an amount: amounts share one currency per column, entries need not.
        .Number(texts["Amount"], row => Money.ToMajor(row.Posting.AmountMinor, row.Posting.Currency))
        .Text(texts["Currency"], row => row.Posting.Currency)
        .Text(texts["Payment provider's number"], row => row.Entry.ProviderObject)
        .Text(texts["Reason given"], row => row.Entry.Reason)
        .Number(texts["Corrects entry"], row => row.Entry.Links.Reverses)
        .Number(texts["Settles reservation"], row => row.Entry.Links.Resolves)
        .Text(texts["Previous fingerprint"], row => row.Entry.PreviousHash)
        .Text(texts["Fingerprint"], row => row.Entry.Hash);

    private sealed record Row(LedgerEntry Entry, LedgerPosting Posting);
}
