using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

/// <summary>Somebody with all rights takes the triggers away and changes the books: verification names the first wrong row.</summary>
public sealed class VerificationTests
{
    [Theory, OnEveryDatabase]
    public async Task Verify_SoundBooks_FindsNothing(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);

        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_WhileGiftsArrive_FindsNothingAndHoldsNobodyUp(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        using var done = new CancellationTokenSource();
        var giving = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.Null((await books.PostAsync(Books.Gift(1), Books.Gift(2))).Failure);
                }
            },
            CancellationToken.None);

        for (var run = 0; run < 5; run++)
        {
            Assert.Empty(await books.VerifyAsync());
        }

        await done.CancelAsync();
        await giving;
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AChangedAmount_NamesTheEntryAndTheAccounts(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, """UPDATE "Ledger_Postings" SET "AmountMinor" = 100000 WHERE "EntryNumber" = 2""");

        var findings = await books.VerifyAsync();

        Assert.Contains(findings, finding => finding is { Rule: "Every entry's hash is that of its text", Where: "entry 2" });
        Assert.Contains(findings, finding => finding is { Rule: "An account's totals are the sums of its postings", Where: "account bank:icbc-1" });
        Assert.DoesNotContain(findings, finding => finding.Rule == "Every entry holds the hash of the one before it");
        Assert.Equal(findings.Count, findings.Select(finding => finding.Rule).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AnEntryWithARecomputedHash_NamesTheNextLink(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, $"""UPDATE "Ledger_JournalEntries" SET "Hash" = '{new string('f', 64)}' WHERE "Number" = 2""");

        Assert.Contains(await books.VerifyAsync(), finding => finding is { Rule: "Every entry holds the hash of the one before it", Where: "entry 3" });
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ADeletedEntry_NamesTheGap(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, """DELETE FROM "Ledger_Postings" WHERE "EntryNumber" = 2""", """DELETE FROM "Ledger_JournalEntries" WHERE "Number" = 2""");

        Assert.Contains(await books.VerifyAsync(), finding => finding is { Rule: "Entries are numbered without gaps", Where: "entry 3", Expected: "2", Found: "3" });
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ADeletedLastEntry_IsMissedInTheBalances(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, """DELETE FROM "Ledger_Postings" WHERE "EntryNumber" = 7""", """DELETE FROM "Ledger_JournalEntries" WHERE "Number" = 7""");

        Assert.Contains(await books.VerifyAsync(), finding => finding.Rule == "An account's totals are the sums of its postings");
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AChangedBalance_NamesTheAccountAndTheSum(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await books.SqlAsync("""UPDATE "Ledger_Accounts" SET "CreditsPosted" = "CreditsPosted" + 1 WHERE "Code" = 'fund:meiyuan:available'""");

        var findings = await books.VerifyAsync();

        Assert.Contains(findings, finding => finding is { Rule: "An account's totals are the sums of its postings", Where: "account fund:meiyuan:available" });
        Assert.Contains(findings, finding => finding is { Rule: "All accounts of a currency add up to zero", Where: "CNY", Found: "1" });
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ChangedSummaries_NamesTheRows(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await books.SqlAsync("""UPDATE "Ledger_KindTotals" SET "Entries" = "Entries" + 1 WHERE "Kind" = 'refund'""");
        await books.SqlAsync("""DELETE FROM "Ledger_AccountMonths" WHERE "Kind" = 'refund'""");

        var findings = await books.VerifyAsync();

        Assert.Contains(findings, finding => finding.Rule == "A total by kind is the sum of its entries, less what was reversed" && finding.Where.EndsWith("kind refund", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Rule == "A month's total is the sum of its entries" && finding.Where.EndsWith("month 202603, kind refund", StringComparison.Ordinal));
        Assert.Equal(2, findings.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AReversalThatMirrorsNothing_NamesIt(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, """UPDATE "Ledger_JournalEntries" SET "ReversesEntryId" = (SELECT "Id" FROM "Ledger_JournalEntries" WHERE "Number" = 2) WHERE "Number" = 4""");

        Assert.Contains(await books.VerifyAsync(), finding => finding is { Rule: "A reversal is the exact mirror of a posted entry, once", Where: "entry 4" });
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AConfirmationBeyondItsReservation_NamesIt(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, """UPDATE "Ledger_Postings" SET "AmountMinor" = 201 WHERE "EntryNumber" = 6""");

        Assert.Contains(await books.VerifyAsync(), finding => finding is { Rule: "A reservation is confirmed within its amount or released, once", Where: "entry 6" });
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AFundThatWasOverdrawnInBetween_NamesTheEntry(DatabaseKind database)
    {
        await using var books = await WithHistoryAsync(database);
        await TamperAsync(books, """UPDATE "Ledger_Postings" SET "AmountMinor" = 100 WHERE "EntryNumber" = 1""");

        Assert.Contains(await books.VerifyAsync(), finding => finding is { Rule: "A protected account never promised more than it held", Where: "account fund:meiyuan:available, entry 3" });
    }

    /// <summary>1 gift, 2 payout to the bank, 3 refund, 4 reversal of 3, 5 reservation of 200, 6 confirmation of 150, 7 gift.</summary>
    private static async Task<Books> WithHistoryAsync(DatabaseKind database)
    {
        var books = await Books.OpenAsync(database);
        await books.PostOneAsync(Books.Gift(1_000, "sandbox:pay_1"));
        await books.PostOneAsync(new(Guid.CreateVersion7(), "provider-payout", "payout:1", Books.Day, [new(Books.Bank, Books.Clearing, 900)]));
        var refund = await books.PostOneAsync(Books.Refund(300));
        await books.ReverseAsync(refund.Id);
        var reserved = (await books.ReserveAsync(Books.Commitment(200))).Value;
        await books.ConfirmAsync(reserved.Id, 150);
        await books.PostOneAsync(Books.Gift(50));
        return books;
    }

    private static async Task TamperAsync(Books books, params string[] statements)
    {
        string[] triggers = books.Database.Kind == DatabaseKind.Sqlite
            ? ["""DROP TRIGGER "TR_Ledger_JournalEntries_NoUpdate" """, """DROP TRIGGER "TR_Ledger_JournalEntries_NoDelete" """, """DROP TRIGGER "TR_Ledger_Postings_NoUpdate" """, """DROP TRIGGER "TR_Ledger_Postings_NoDelete" """]
            : ["""ALTER TABLE "Ledger_JournalEntries" DISABLE TRIGGER USER""", """ALTER TABLE "Ledger_Postings" DISABLE TRIGGER USER"""];
        foreach (var statement in triggers.Concat(statements))
        {
            await books.SqlAsync(statement);
        }
    }
}
