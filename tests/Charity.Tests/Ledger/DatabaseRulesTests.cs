using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

/// <summary>What the database refuses by itself, whoever asks.</summary>
public sealed class DatabaseRulesTests
{
    [Theory, OnEveryDatabase]
    public async Task Entries_ChangedOrDeletedBySql_AreRefused(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);

        Assert.True(await books.RefusesAsync("""UPDATE "Ledger_JournalEntries" SET "Reference" = 'x' WHERE "Number" = 1"""));
        Assert.True(await books.RefusesAsync("""DELETE FROM "Ledger_JournalEntries" WHERE "Number" = 2"""));
        Assert.True(await books.RefusesAsync("""UPDATE "Ledger_Postings" SET "AmountMinor" = 1 WHERE "EntryNumber" = 1"""));
        Assert.True(await books.RefusesAsync("""DELETE FROM "Ledger_Postings" WHERE "EntryNumber" = 2"""));
        Assert.True(await books.RefusesAsync(database == DatabaseKind.Postgres
            ? """TRUNCATE "Ledger_Postings" """
            : """INSERT OR REPLACE INTO "Ledger_Postings" SELECT "EntryNumber", "Line", "DebitAccountId", "CreditAccountId", 1, "Currency" FROM "Ledger_Postings" """));
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Entries_OutOfTheChain_AreRefused(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);

        Assert.True(await books.RefusesAsync(Copy(number: "4", previous: "\"Hash\"")), "a gap");
        Assert.True(await books.RefusesAsync(Copy(number: "3", previous: "\"PreviousHash\"")), "a broken link");
        Assert.True(await books.RefusesAsync(Copy(number: "2", previous: "\"PreviousHash\"")), "a second entry of the same number");
        Assert.True(await books.RefusesAsync(Copy(number: "1", previous: "'" + new string('0', 64) + "'")), "a second beginning");
        Assert.False(await books.RefusesAsync(Copy(number: "3", previous: "\"Hash\"")), "the next entry");

        static string Copy(string number, string previous) => $"""
            INSERT INTO "Ledger_JournalEntries" ("Id", "Number", "Phase", "Kind", "Reference", "EffectiveDate", "RecordedUtc", "RequestHash", "PreviousHash", "Hash")
            SELECT '01900000-0000-7000-8000-000000000001', {number}, "Phase", "Kind", "Reference", "EffectiveDate", "RecordedUtc", "RequestHash", {previous}, "RequestHash"
            FROM "Ledger_JournalEntries" WHERE "Number" = 2
            """;
    }

    [Theory, OnEveryDatabase]
    public async Task Accounts_SpoiledBySql_AreRefused(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);

        Assert.True(await books.RefusesAsync(Set("\"DebitsPosted\" = 5000")), "overdrawn");
        Assert.True(await books.RefusesAsync(Set("\"DebitsPending\" = 5000")), "promised more than there is");
        Assert.True(await books.RefusesAsync(Set("\"CreditsPosted\" = \"CreditsPosted\" - 1")), "a falling total");
        Assert.True(await books.RefusesAsync(Set("\"CreditsPending\" = -1")), "a negative total");
        Assert.True(await books.RefusesAsync(Set("\"Currency\" = 'USD'")), "another currency");
        Assert.True(await books.RefusesAsync(Set("\"Code\" = 'fund:other:available'")), "another code");
        Assert.True(await books.RefusesAsync(Set(database == DatabaseKind.Postgres ? "\"MayNotGoNegative\" = false" : "\"MayNotGoNegative\" = 0")), "no longer protected");
        Assert.True(await books.RefusesAsync("""DELETE FROM "Ledger_Accounts" WHERE "Code" = 'bank:usd-1'"""), "gone");
        Assert.False(await books.RefusesAsync(Set("\"Name\" = 'Renamed'")));

        static string Set(string what) => $"""UPDATE "Ledger_Accounts" SET {what} WHERE "Code" = 'fund:meiyuan:available'""";
    }

    [Theory, OnEveryDatabase]
    public async Task Postings_ThatDoNotBalance_AreRefused(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);

        Assert.True(await books.RefusesAsync(Add("bank:icbc-1", "bank:usd-1", 5, "CNY")), "an account of another currency");
        Assert.True(await books.RefusesAsync(Add("bank:icbc-1", "bank:usd-1", 5, "USD")), "the other account of another currency");
        Assert.True(await books.RefusesAsync(Add("bank:icbc-1", "bank:icbc-1", 5, "CNY")), "from an account to itself");
        Assert.True(await books.RefusesAsync(Add("bank:icbc-1", "clearing:sandbox", 0, "CNY")), "nothing");
        Assert.True(await books.RefusesAsync(Add("bank:icbc-1", "clearing:sandbox", -5, "CNY")), "less than nothing");
        Assert.False(await books.RefusesAsync(Add("bank:icbc-1", "clearing:sandbox", 5, "CNY")));

        static string Add(string debit, string credit, long amount, string currency) => $"""
            INSERT INTO "Ledger_Postings" ("EntryNumber", "Line", "DebitAccountId", "CreditAccountId", "AmountMinor", "Currency")
            SELECT 2, 2, debit."Id", credit."Id", {amount}, '{currency}' FROM "Ledger_Accounts" debit, "Ledger_Accounts" credit WHERE debit."Code" = '{debit}' AND credit."Code" = '{credit}'
            """;
    }

    [Theory, OnEveryDatabase]
    public async Task Lines_AddedToAnEntryThatOthersFollow_AreRefused(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);

        Assert.True(await books.RefusesAsync("""
            INSERT INTO "Ledger_Postings" ("EntryNumber", "Line", "DebitAccountId", "CreditAccountId", "AmountMinor", "Currency")
            SELECT 1, 2, "DebitAccountId", "CreditAccountId", 5, "Currency" FROM "Ledger_Postings" WHERE "EntryNumber" = 2
            """));
    }

    [Theory, OnEveryDatabase]
    public async Task ReversalOfAReversal_PastTheLedger_IsRefused(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await books.ReverseAsync((await books.PostOneAsync(Books.Gift(500, "sandbox:pay_2"))).Id);

        Assert.True(await books.RefusesAsync(Reverse(4)), "a reversal");
        Assert.True(await books.RefusesAsync(Reverse(3)), "reversed already");
        Assert.False(await books.RefusesAsync(Reverse(2)), "an entry never reversed");

        static string Reverse(int number) => $"""
            INSERT INTO "Ledger_JournalEntries" ("Id", "Number", "Phase", "Kind", "Reference", "EffectiveDate", "RecordedUtc", "RequestHash", "PreviousHash", "Hash", "ReversesEntryId")
            SELECT '01900000-0000-7000-8000-000000000001', 5, "Phase", "Kind", "Reference", "EffectiveDate", "RecordedUtc", "RequestHash", "Hash", "RequestHash",
                (SELECT "Id" FROM "Ledger_JournalEntries" WHERE "Number" = {number})
            FROM "Ledger_JournalEntries" WHERE "Number" = 4
            """;
    }

    [Fact]
    public async Task Entries_ReplacedByTheirId_AreRefusedOnSqlite()
    {
        await using var books = await WithHistoryAsync(DatabaseKind.Sqlite);

        // Without foreign keys, as a tool on the file would do it: the old row would be deleted without asking anybody.
        Assert.True(await books.RefusesAsync("""
            PRAGMA foreign_keys = OFF;
            INSERT OR REPLACE INTO "Ledger_JournalEntries" ("Id", "Number", "Phase", "Kind", "Reference", "EffectiveDate", "RecordedUtc", "RequestHash", "PreviousHash", "Hash")
            SELECT (SELECT "Id" FROM "Ledger_JournalEntries" WHERE "Number" = 1), 3, "Phase", "Kind", "Reference", "EffectiveDate", "RecordedUtc", "RequestHash", "Hash", "RequestHash"
            FROM "Ledger_JournalEntries" WHERE "Number" = 2;
            """));
    }

    private static async Task<Books> WithHistoryAsync(DatabaseKind database)
    {
        var books = await Books.OpenAsync(database);
        await books.PostAsync(Books.Gift(1_000, "sandbox:pay_1"), Books.Refund(300));
        return books;
    }
}
