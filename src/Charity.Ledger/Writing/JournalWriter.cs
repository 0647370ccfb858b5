using System.Data;
using Charity.Ledger.Journal;
using Charity.Ledger.Totals;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Writing;

/// <summary>
/// Writes a page of the journal at once, by prepared statements. The change tracker would cost more than the database does, and
/// would save whatever else the caller has pending.
/// </summary>
internal static class JournalWriter
{
    private const string AddUp = """
        DO UPDATE SET "Debits" = stored."Debits" + excluded."Debits", "Credits" = stored."Credits" + excluded."Credits", "Entries" = stored."Entries" + excluded."Entries"
        """;

    private static readonly Statement InsertEntry = Statement.Insert(
        JournalEntryConfiguration.Table,
        [
            ("Id", DbType.Guid), ("Number", DbType.Int64), ("Phase", DbType.Int32), ("Kind", DbType.String), ("Reference", DbType.String), ("ProviderObject", DbType.String),
            ("EffectiveDate", DbType.Date), ("RecordedUtc", DbType.DateTime), ("Reason", DbType.String), ("ReversesEntryId", DbType.Guid), ("ResolvesEntryId", DbType.Guid),
            ("RequestHash", DbType.String), ("PreviousHash", DbType.String), ("Hash", DbType.String),
        ]);

    private static readonly Statement InsertPosting = Statement.Insert(
        PostingConfiguration.Table,
        [
            ("EntryNumber", DbType.Int64), ("Line", DbType.Int32), ("DebitAccountId", DbType.Guid), ("CreditAccountId", DbType.Guid),
            ("AmountMinor", DbType.Int64), ("Currency", DbType.String),
        ]);

    private static readonly Statement AddToKind = Statement.Insert(
        AccountKindTotalConfiguration.Table,
        [("AccountId", DbType.Guid), ("Kind", DbType.String), ("Debits", DbType.Int64), ("Credits", DbType.Int64), ("Entries", DbType.Int64)],
        $"ON CONFLICT (\"AccountId\", \"Kind\") {AddUp}");

    private static readonly Statement AddToMonth = Statement.Insert(
        AccountMonthConfiguration.Table,
        [("AccountId", DbType.Guid), ("Month", DbType.Int32), ("Kind", DbType.String), ("Debits", DbType.Int64), ("Credits", DbType.Int64), ("Entries", DbType.Int64)],
        $"ON CONFLICT (\"AccountId\", \"Month\", \"Kind\") {AddUp}");

    /// <summary>Sizes at which PostgreSQL's idea of the tables, and the plans it has kept for checking keys, must be made anew.</summary>
    private static readonly long[] AnalyseAt = [100, 1_000, 10_000, 100_000];

    /// <exception cref="DbUpdateConcurrencyException">Somebody changed an account without the ledger's lock.</exception>
    public static async Task WriteAsync(CharityDbContext db, JournalPage page, CancellationToken cancellationToken)
    {
        if (page.Entries.Count == 0)
        {
            return;
        }

        var batch = new StatementBatch(db);
        foreach (var entry in page.Entries)
        {
            batch.Add(
                InsertEntry, entry.Id, entry.Number, (int)entry.Phase, entry.Kind, entry.Reference, entry.ProviderObject, entry.EffectiveDate, entry.RecordedUtc,
                entry.Reason, entry.ReversesEntryId, entry.ResolvesEntryId, entry.RequestHash, entry.PreviousHash, entry.Hash);
        }

        foreach (var posting in page.Postings)
        {
            batch.Add(InsertPosting, posting.EntryNumber, posting.Line, posting.DebitAccountId, posting.CreditAccountId, posting.AmountMinor, posting.Currency);
        }

        foreach (var account in page.TouchedAccounts)
        {
            batch.SetTotals(account);
        }

        foreach (var ((accountId, kind), movement) in page.Kinds)
        {
            batch.Add(AddToKind, accountId, kind, movement.Debits, movement.Credits, movement.Entries);
        }

        foreach (var ((accountId, month, kind), movement) in page.Months)
        {
            batch.Add(AddToMonth, accountId, month, kind, movement.Debits, movement.Credits, movement.Entries);
        }

        await batch.ExecuteAsync(cancellationToken);
        var (first, last) = (page.Entries[0].Number, page.Entries[^1].Number);
        if (db.Database.IsNpgsql() && AnalyseAt.Any(size => first <= size && size <= last))
        {
            await db.Database.ExecuteSqlAsync($"ANALYZE \"Ledger_JournalEntries\", \"Ledger_Postings\", \"Ledger_Accounts\"", cancellationToken);
        }
    }
}
