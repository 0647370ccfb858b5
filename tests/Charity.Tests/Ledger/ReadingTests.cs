using Charity.Ledger.Contracts;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

public sealed class ReadingTests
{
    private static readonly DateOnly February = new(2026, 2, 10);

    [Theory, OnEveryDatabase]
    public async Task Entries_PageByPageInBothDirections_ShowEveryEntryOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostAsync(Enumerable.Range(1, 7).Select(amount => Books.Gift(amount)).ToArray());

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], await NumbersAsync(books, new EntrySearch { Limit = 3 }));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], await NumbersAsync(books, new EntrySearch { Limit = 3, OldestFirst = true }));
        Assert.Equal([7, 6, 5, 4, 3, 2, 1], await NumbersAsync(books, new EntrySearch { Limit = 2, Owner = "fund:meiyuan" }));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], await NumbersAsync(books, new EntrySearch { Limit = 2, Account = Books.Clearing, OldestFirst = true }));
    }

    [Theory, OnEveryDatabase]
    public async Task Entries_WithConditions_AreThoseThatMeetAll(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostAsync(
            Books.Gift(1_000, day: February),
            Books.Gift(2_000) with { Reference = "donation:abc" },
            new EntryDraft(Guid.CreateVersion7(), EntryKinds.ProviderPayout, "payout:1", Books.Day, [new PostingDraft(Books.Bank, Books.Clearing, 900)]),
            new EntryDraft(Guid.CreateVersion7(), EntryKinds.ProviderFee, "donation:abc", Books.Day, [new PostingDraft(Books.Fees, Books.Clearing, 12)]));

        Assert.Equal([2], await NumbersAsync(books, new EntrySearch { Kind = EntryKinds.Gift, From = Books.Day }));
        Assert.Equal([1], await NumbersAsync(books, new EntrySearch { To = February }));
        Assert.Equal([4, 2], await NumbersAsync(books, new EntrySearch { Text = "donation:abc" }));
        Assert.Equal([4, 2], await NumbersAsync(books, new EntrySearch { Text = "abc" }));
        Assert.Equal([4, 2, 1], await NumbersAsync(books, new EntrySearch { Owner = "fund:meiyuan" }));
        Assert.Equal([2], await NumbersAsync(books, new EntrySearch { Owner = "fund:meiyuan", Kind = EntryKinds.Gift, Text = "abc" }));
        Assert.Equal([3], await NumbersAsync(books, new EntrySearch { Account = Books.Bank }));
        Assert.Empty(await NumbersAsync(books, new EntrySearch { Owner = "fund:nobody" }));
    }

    [Theory, OnEveryDatabase]
    public async Task Entry_ReversedAndItsReversal_PointAtEachOther(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000, "sandbox:pay_1"));
        var reversal = (await books.ReverseAsync(gift.Id)).Value;

        var shownGift = await books.AskAsync<ILedgerReader, LedgerEntry?>(reader => reader.EntryAsync(1, CancellationToken.None));
        var shownReversal = await books.AskAsync<ILedgerReader, LedgerEntry?>(reader => reader.EntryAsync(reversal.Id, CancellationToken.None));

        Assert.Equal(new EntryLinks(null, 2, null, null), shownGift!.Links);
        Assert.Equal(new EntryLinks(1, null, null, null), shownReversal!.Links);
        Assert.Equal("sandbox:pay_1", shownGift.ProviderObject);
        Assert.Equal(shownGift.Hash, shownReversal.PreviousHash);
        var posting = Assert.Single(shownReversal.Postings);
        Assert.Equal(new AccountLabel(Books.Fund, "Available money of {0}", "梅园社区基金"), posting.Debit);
        Assert.Equal(Books.Clearing, posting.Credit.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Export_OfMoreThanOneStep_StreamsEveryEntryInOrder(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostAsync(Enumerable.Range(1, 1_203).Select(amount => Books.Gift(amount)).ToArray());

        var exported = new List<long>();
        await using var scope = books.Scope();
        var reader = (ILedgerReader)scope.ServiceProvider.GetService(typeof(ILedgerReader))!;
        await foreach (var entry in reader.ExportAsync(new EntrySearch { OldestFirst = true, Limit = 1 }, CancellationToken.None))
        {
            exported.Add(entry.Number);
        }

        Assert.Equal(Enumerable.Range(1, 1_203).Select(number => (long)number), exported);
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_OfConsecutiveMonths_OpensWhereTheLastOneClosed(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostAsync(Books.Gift(1_000, day: February), Books.Gift(2_500, day: February), Books.Gift(400), Books.Refund(300));

        // Written down later, but it counts for February.
        await books.PostAsync(Books.Gift(50, day: February));

        var february = await StatementAsync(books, February);
        var march = await StatementAsync(books, Books.Day);

        Assert.Equal((0, 3_550), (february.OpeningMinor, february.ClosingMinor));
        Assert.Equal((3_550, 3_650), (march.OpeningMinor, march.ClosingMinor));
        Assert.Equal([new KindTurnover(EntryKinds.Gift, 0, 400, 1), new KindTurnover(EntryKinds.Refund, 300, 0, 1)], march.Kinds);
        Assert.Equal(march.ClosingMinor, (await books.BalanceAsync(Books.Fund)).PostedMinor);
        var april = await StatementAsync(books, Books.Day.AddMonths(1));
        Assert.Equal((3_650, 3_650), (april.OpeningMinor, april.ClosingMinor));
    }

    [Theory, OnEveryDatabase]
    public async Task TrialBalance_AfterAnyEntries_AddsUpToZero(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostAsync(Books.Gift(1_000), Books.Refund(300));

        var balance = await books.AskAsync<ILedgerReader, TrialBalance>(reader => reader.TrialBalanceAsync(null, CancellationToken.None));

        Assert.Equal(Books.Accounts.Length, balance.Accounts.Count);
        Assert.Equal(0, balance.Accounts.Sum(account => account.Balance.PostedMinor));
        Assert.Equal(700, balance.Accounts.Single(account => account.Account.Code == Books.Fund).Balance.AvailableMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Turnover_OfEveryFund_LeavesOutOtherOwners(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostAsync(Books.Gift(1_000, day: February), Books.Gift(2_000));

        var turnover = await books.AskAsync<ILedgerReader, IReadOnlyList<MonthTurnover>>(reader => reader.TurnoverAsync([], February, null, CancellationToken.None));

        Assert.Equal(
            [
                new MonthTurnover(new DateOnly(2026, 2, 1), Books.Fund, "fund:meiyuan", "CNY", new KindTurnover(EntryKinds.Gift, 0, 1_000, 1)),
                new MonthTurnover(new DateOnly(2026, 3, 1), Books.Fund, "fund:meiyuan", "CNY", new KindTurnover(EntryKinds.Gift, 0, 2_000, 1)),
            ],
            turnover);
    }

    [Theory, OnEveryDatabase]
    public async Task Head_OfAnEmptyAndAFilledJournal_IsTheChainsEnd(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var empty = await books.AskAsync<ILedgerReader, LedgerHead>(reader => reader.HeadAsync(CancellationToken.None));
        var posted = await books.PostOneAsync(Books.Gift(1));
        var head = await books.AskAsync<ILedgerReader, LedgerHead>(reader => reader.HeadAsync(CancellationToken.None));

        Assert.Equal((0, new string('0', 64)), (empty.Number, empty.Hash));
        Assert.Equal((1, posted.Hash), (head.Number, head.Hash));
    }

    private static async Task<AccountStatement> StatementAsync(Books books, DateOnly month)
    {
        var statement = await books.AskAsync<ILedgerReader, MonthlyStatement>(reader => reader.StatementAsync("fund:meiyuan", month, CancellationToken.None));
        return Assert.Single(statement.Accounts);
    }

    private static async Task<List<long>> NumbersAsync(Books books, EntrySearch search)
    {
        var numbers = new List<long>();
        for (EntryPage? page = null; page is null || page.Next is not null;)
        {
            page = await books.AskAsync<ILedgerReader, EntryPage>(reader => reader.EntriesAsync(search, CancellationToken.None));
            Assert.True(page.Entries.Count <= search.Limit);
            numbers.AddRange(page.Entries.Select(entry => entry.Number));
            search = search with { After = page.Next };
        }

        return numbers;
    }
}
