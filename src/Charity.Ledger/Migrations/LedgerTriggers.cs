namespace Charity.Ledger.Migrations;

/// <summary>
/// What the database itself refuses, whoever asks: changing or deleting entries and postings, a gap or a broken link in the chain,
/// a line added to an entry that others follow, the reversal of a reversal, totals that fall, an account that becomes another one or
/// disappears. The same rules in both databases' words.
/// </summary>
internal static class LedgerTriggers
{
    private const string EntriesStay = "Journal entries are never changed or deleted; post a reversal.";
    private const string PostingsStay = "Postings are never changed or deleted; post a reversal.";
    private const string NoLaterLines = "An entry that others follow is complete; post an entry of its own.";
    private const string ReversalsStay = "A reversal is not reversed; post the right entry instead.";
    private const string ChainUnbroken = "A journal entry continues the chain: the next number, and the hash of the entry before it.";
    private const string AccountsStay = "Accounts are never deleted.";
    private const string TotalsGrow = "An account keeps its code, currency, type and protection, and its posted totals never fall.";

    private const string AccountSpoiled = """
        NEW."Id" <> OLD."Id" OR NEW."Code" <> OLD."Code" OR NEW."Owner" <> OLD."Owner" OR NEW."Currency" <> OLD."Currency" OR NEW."Type" <> OLD."Type"
            OR NEW."MayNotGoNegative" <> OLD."MayNotGoNegative" OR NEW."DebitsPosted" < OLD."DebitsPosted" OR NEW."CreditsPosted" < OLD."CreditsPosted"
        """;

    public static IReadOnlyList<string> For(string? provider) => provider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" => Sqlite(),
        "Npgsql.EntityFrameworkCore.PostgreSQL" => Postgres(),
        _ => throw new NotSupportedException($"The ledger's triggers are not written for {provider}."),
    };

    private static List<string> Sqlite() =>
    [
        SqliteRefuse("TR_Ledger_JournalEntries_NoUpdate", "UPDATE ON \"Ledger_JournalEntries\"", EntriesStay),
        SqliteRefuse("TR_Ledger_JournalEntries_NoDelete", "DELETE ON \"Ledger_JournalEntries\"", EntriesStay),
        SqliteRefuse("TR_Ledger_Postings_NoUpdate", "UPDATE ON \"Ledger_Postings\"", PostingsStay),
        SqliteRefuse("TR_Ledger_Postings_NoDelete", "DELETE ON \"Ledger_Postings\"", PostingsStay),
        SqliteRefuse("TR_Ledger_Accounts_NoDelete", "DELETE ON \"Ledger_Accounts\"", AccountsStay),
        SqliteRefuse("TR_Ledger_Accounts_TotalsGrow", $"UPDATE ON \"Ledger_Accounts\" WHEN {AccountSpoiled}", TotalsGrow),

        // INSERT OR REPLACE deletes without asking the delete triggers, so rows that are there are refused here.
        SqliteRefuse(
            "TR_Ledger_JournalEntries_Chain",
            """
            INSERT ON "Ledger_JournalEntries" WHEN EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "Number" >= NEW."Number")
                OR EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "Id" = NEW."Id")
                OR EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "ReversesEntryId" = NEW."ReversesEntryId")
                OR EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "ResolvesEntryId" = NEW."ResolvesEntryId")
                OR EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "ProviderObject" = NEW."ProviderObject" AND "Kind" = NEW."Kind")
                OR (NEW."Number" = 1 AND NEW."PreviousHash" <> printf('%064d', 0))
                OR (NEW."Number" <> 1 AND NOT EXISTS (
                    SELECT 1 FROM "Ledger_JournalEntries" WHERE "Number" = NEW."Number" - 1 AND "Hash" = NEW."PreviousHash"))
            """,
            ChainUnbroken),
        SqliteRefuse(
            "TR_Ledger_JournalEntries_NoSecondReversal",
            """
            INSERT ON "Ledger_JournalEntries" WHEN EXISTS (
                SELECT 1 FROM "Ledger_JournalEntries" WHERE "Id" = NEW."ReversesEntryId" AND "ReversesEntryId" IS NOT NULL)
            """,
            ReversalsStay),
        SqliteRefuse(
            "TR_Ledger_Postings_NoLaterLines",
            "INSERT ON \"Ledger_Postings\" WHEN EXISTS (SELECT 1 FROM \"Ledger_Postings\" WHERE \"EntryNumber\" > NEW.\"EntryNumber\")",
            NoLaterLines),
        SqliteRefuse(
            "TR_Ledger_Postings_NoReplace",
            """
            INSERT ON "Ledger_Postings" WHEN EXISTS (
                SELECT 1 FROM "Ledger_Postings" WHERE "EntryNumber" = NEW."EntryNumber" AND "Line" = NEW."Line")
            """,
            PostingsStay),
        SqliteRefuse(
            "TR_Ledger_Accounts_NoReplace",
            "INSERT ON \"Ledger_Accounts\" WHEN EXISTS (SELECT 1 FROM \"Ledger_Accounts\" WHERE \"Id\" = NEW.\"Id\" OR \"Code\" = NEW.\"Code\")",
            AccountsStay),
    ];

    private static string SqliteRefuse(string name, string when, string message) =>
        $"CREATE TRIGGER \"{name}\" BEFORE {when} BEGIN SELECT RAISE(ABORT, '{message}'); END;";

    private static List<string> Postgres() =>
    [
        """
        CREATE FUNCTION "Ledger_Refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        """,

        // The plan is kept for the session. Made while the journal is empty, it would read the whole table for ever after.
        $"""
        CREATE FUNCTION "Ledger_CheckChain"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
        BEGIN
            IF NEW."ReversesEntryId" IS NOT NULL
                AND EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "Id" = NEW."ReversesEntryId" AND "ReversesEntryId" IS NOT NULL) THEN
                RAISE EXCEPTION '{ReversalsStay}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF (NEW."Number" = 1 AND NEW."PreviousHash" = repeat('0', 64))
                OR EXISTS (SELECT 1 FROM "Ledger_JournalEntries" WHERE "Number" = NEW."Number" - 1 AND "Hash" = NEW."PreviousHash") THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{ChainUnbroken}' USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        """,
        $"""
        CREATE FUNCTION "Ledger_CheckLine"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM "Ledger_Postings" WHERE "EntryNumber" > NEW."EntryNumber") THEN
                RAISE EXCEPTION '{NoLaterLines}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$;
        """,
        PostgresRefuse("TR_Ledger_JournalEntries_NoChange", "UPDATE OR DELETE ON \"Ledger_JournalEntries\" FOR EACH ROW", EntriesStay),
        PostgresRefuse("TR_Ledger_JournalEntries_NoTruncate", "TRUNCATE ON \"Ledger_JournalEntries\"", EntriesStay),
        PostgresRefuse("TR_Ledger_Postings_NoChange", "UPDATE OR DELETE ON \"Ledger_Postings\" FOR EACH ROW", PostingsStay),
        PostgresRefuse("TR_Ledger_Postings_NoTruncate", "TRUNCATE ON \"Ledger_Postings\"", PostingsStay),
        PostgresRefuse("TR_Ledger_Accounts_NoDelete", "DELETE ON \"Ledger_Accounts\" FOR EACH ROW", AccountsStay),
        PostgresRefuse("TR_Ledger_Accounts_NoTruncate", "TRUNCATE ON \"Ledger_Accounts\"", AccountsStay),
        PostgresRefuse("TR_Ledger_Accounts_TotalsGrow", $"UPDATE ON \"Ledger_Accounts\" FOR EACH ROW WHEN ({AccountSpoiled})", TotalsGrow),
        """
        CREATE TRIGGER "TR_Ledger_JournalEntries_Chain" BEFORE INSERT ON "Ledger_JournalEntries"
            FOR EACH ROW EXECUTE FUNCTION "Ledger_CheckChain"();
        """,
        """
        CREATE TRIGGER "TR_Ledger_Postings_NoLaterLines" BEFORE INSERT ON "Ledger_Postings"
            FOR EACH ROW EXECUTE FUNCTION "Ledger_CheckLine"();
        """,
    ];

    private static string PostgresRefuse(string name, string when, string message) =>
        $"CREATE TRIGGER \"{name}\" BEFORE {when} EXECUTE FUNCTION \"Ledger_Refuse\"('{message}');";
}
