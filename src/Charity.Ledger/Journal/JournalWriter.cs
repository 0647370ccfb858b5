using System.Data;
using Charity.Ledger.Accounts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Journal;

/// <summary>
/// Writes a page by prepared statements in one round trip. The change tracker would cost more than the database does, and would
/// save whatever else the caller has pending.
/// </summary>
internal static class JournalWriter
{
    private static readonly Statement InsertEntry = new(
        """
        INSERT INTO "Ledger_JournalEntries" ("Id", "Number", "Phase", "Kind", "Reference", "ProviderObject", "EffectiveDate", "RecordedUtc", "Reason",
            "ReversesEntryId", "ResolvesEntryId", "RequestHash", "PreviousHash", "Hash")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13)
        """,
        DbType.Guid, DbType.Int64, DbType.Int32, DbType.String, DbType.String, DbType.String, DbType.Date, DbType.DateTime, DbType.String,
        DbType.Guid, DbType.Guid, DbType.String, DbType.String, DbType.String);

    private static readonly Statement InsertPosting = new(
        """
        INSERT INTO "Ledger_Postings" ("EntryNumber", "Line", "DebitAccountId", "CreditAccountId", "AmountMinor", "Currency")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        """,
        DbType.Int64, DbType.Int32, DbType.Guid, DbType.Guid, DbType.Int64, DbType.String);

    private static readonly Statement AddToKind = new(
        """
        INSERT INTO "Ledger_KindTotals" AS total ("AccountId", "Kind", "Debits", "Credits", "Entries") VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT ("AccountId", "Kind") DO UPDATE
        SET "Debits" = total."Debits" + excluded."Debits", "Credits" = total."Credits" + excluded."Credits", "Entries" = total."Entries" + excluded."Entries"
        """,
        DbType.Guid, DbType.String, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly Statement AddToMonth = new(
        """
        INSERT INTO "Ledger_AccountMonths" AS total ("AccountId", "Month", "Kind", "Debits", "Credits", "Entries") VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        ON CONFLICT ("AccountId", "Month", "Kind") DO UPDATE
        SET "Debits" = total."Debits" + excluded."Debits", "Credits" = total."Credits" + excluded."Credits", "Entries" = total."Entries" + excluded."Entries"
        """,
        DbType.Guid, DbType.Int32, DbType.String, DbType.Int64, DbType.Int64, DbType.Int64);

    /// <summary>Sizes at which the planner's first idea of the tables, taken when they were empty, has become wrong.</summary>
    private static readonly long[] AnalyseAt = [1_000, 30_000];

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
            batch.Add(AccountStatements.SetTotals, account.Id, account.Version, account.DebitsPosted, account.CreditsPosted, account.DebitsPending, account.CreditsPending);
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
