using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Reading;

/// <summary>The numbers of the entries that a page's entries reverse and resolve, and of those that do it to them.</summary>
internal sealed class EntryLinker
{
    private readonly Dictionary<Guid, long> _numbers;
    private readonly Dictionary<Guid, long> _reversedBy;
    private readonly Dictionary<Guid, long> _resolvedBy;

    private EntryLinker(IReadOnlyList<Link> links)
    {
        _numbers = links.ToDictionary(link => link.Id, link => link.Number);
        _reversedBy = links.Where(link => link.ReversesEntryId is not null).ToDictionary(link => link.ReversesEntryId!.Value, link => link.Number);
        _resolvedBy = links.Where(link => link.ResolvesEntryId is not null).ToDictionary(link => link.ResolvesEntryId!.Value, link => link.Number);
    }

    public static async Task<EntryLinker> ForAsync(CharityDbContext db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => (Guid?)entry.Id).ToArray();
        var targets = entries.SelectMany(entry => (Guid?[])[entry.ReversesEntryId, entry.ResolvesEntryId]).OfType<Guid>().ToArray();
        var journal = db.Set<JournalEntry>().AsNoTracking();
        var links = await journal.Where(entry => EF.Parameter(ids).Contains(entry.ReversesEntryId))
            .Union(journal.Where(entry => EF.Parameter(ids).Contains(entry.ResolvesEntryId)))
            .Union(journal.Where(entry => EF.Parameter(targets).Contains(entry.Id)))
            .Select(entry => new Link(entry.Id, entry.Number, entry.ReversesEntryId, entry.ResolvesEntryId))
            .ToListAsync(cancellationToken);
        return new EntryLinker(links);
    }

    public EntryLinks Of(JournalEntry entry) => new(Number(_numbers, entry.ReversesEntryId), Number(_reversedBy, entry.Id), Number(_numbers, entry.ResolvesEntryId), Number(_resolvedBy, entry.Id));

    private static long? Number(Dictionary<Guid, long> numbers, Guid? id) => id is { } key && numbers.TryGetValue(key, out var number) ? number : null;

    private sealed record Link(Guid Id, long Number, Guid? ReversesEntryId, Guid? ResolvesEntryId);
}
