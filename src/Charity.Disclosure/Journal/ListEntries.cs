using System.Globalization;
using Charity.Disclosure.Words;
using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Journal;

/// <summary>The journal, newest entries first, a page at a time.</summary>
[Anybody]
internal sealed record ListEntries : EntryFilter, IQuery<EntryList>
{
    /// <summary>The last number of the page before: entries older than it.</summary>
    public string? After { get; init; }
}

/// <param name="Next">The number to go on after, or null on the last page.</param>
internal sealed record EntryList(IReadOnlyList<EntryLine> Entries, long? Next);

/// <summary>An entry in people's words.</summary>
/// <param name="RecordedAt">By the site's clock on the wall.</param>
internal sealed record EntryLine(
    long Number, string Kind, EntryPhase Phase, string Reference, DateOnly EffectiveDate, DateTime RecordedAt, IReadOnlyList<Move> Moves, EntryLinks Links, string Hash);

internal sealed class ListEntriesValidator : EntryFilterValidator<ListEntries>
{
    public ListEntriesValidator() => RuleFor(request => request.After)
        .Must(after => string.IsNullOrEmpty(after) || ListEntriesHandler.NumberOf(after) is not null)
        .Says("after_invalid", "The page to go on from is named by an entry's number.");
}

internal sealed class ListEntriesHandler(ILedgerReader ledger, EntrySearches searches, AccountCatalog catalog, SiteTime time, IStringLocalizer texts) : IRequestHandler<ListEntries, Result<EntryList>>
{
    private const int PageSize = 25; // a phone's patience

    public async Task<Result<EntryList>> Handle(ListEntries request, CancellationToken cancellationToken)
    {
        var (entries, next) = await FindAsync(request, cancellationToken);
        var accounts = await catalog.LoadAsync(cancellationToken);
        return new EntryList([.. entries.Select(entry => LineOf(entry, accounts))], next);
    }

    internal static long? NumberOf(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task<(IReadOnlyList<LedgerEntry> Entries, long? Next)> FindAsync(ListEntries request, CancellationToken cancellationToken)
    {
        if (request.Number is { } number && await ledger.EntryAsync(number, cancellationToken) is { } entry)
        {
            return ([entry], null);
        }

        var page = await ledger.EntriesAsync((await searches.OfAsync(request, cancellationToken)) with { After = NumberOf(request.After), Limit = PageSize }, cancellationToken);
        return (page.Entries, page.Next);
    }

    private EntryLine LineOf(LedgerEntry entry, NamedAccounts accounts) => new(
        entry.Number, LedgerWords.Kind(texts, entry.Kind), entry.Phase, entry.Reference, entry.EffectiveDate, time.Local(entry.RecordedUtc),
        [.. entry.Postings.Select(accounts.MoveOf)], entry.Links, entry.Hash);
}
