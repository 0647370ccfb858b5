using Charity.Ledger.Accounts;
using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Charity.Tests.Ledger;

public sealed class PostingTests
{
    [Theory, OnEveryDatabase]
    public async Task Post_OneGift_MovesMoneyAndStartsTheChain(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var posted = await books.PostOneAsync(Books.Gift(12_000, "sandbox:pay_1"));

        Assert.Equal((1, false), (posted.Number, posted.WasThere));
        var entry = Assert.Single(await books.AllAsync<JournalEntry>());
        Assert.Equal(EntryText.Genesis, entry.PreviousHash);
        Assert.Equal(posted.Hash, entry.Hash);
        Assert.Equal((Books.Day, "sandbox:pay_1", DateTimeKind.Utc), (entry.EffectiveDate, entry.ProviderObject, entry.RecordedUtc.Kind));
        Assert.Equal(new AccountBalance(Books.Fund, "CNY", 0, 12_000, 0, 0), await books.BalanceAsync(Books.Fund));
        Assert.Equal(new AccountBalance(Books.Clearing, "CNY", 12_000, 0, 0, 0), await books.BalanceAsync(Books.Clearing));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_SameIdAndContentAgain_ChangesNothing(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = Books.Gift(12_000, "sandbox:pay_1");
        var first = await books.PostOneAsync(gift);

        var again = await books.PostOneAsync(gift);

        Assert.Equal(first with { WasThere = true }, again);
        Assert.Single(await books.AllAsync<JournalEntry>());
        Assert.Equal(12_000, (await books.BalanceAsync(Books.Fund)).PostedMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_SameIdAndOtherContent_IsAConflict(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = Books.Gift(12_000);
        await books.PostOneAsync(gift);

        Assert.Equal("entry_conflict", (await books.PostAsync(Books.Gift(12_001, id: gift.Id))).Failure?.Code);
        Assert.Equal("entry_conflict", (await books.PostAsync(gift with { Reference = "donation:other" })).Failure?.Code);
        Assert.Equal("entry_conflict", (await books.ReserveAsync(gift)).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_RepeatsWithinOneGroup_AreTheSameAsRepeatsBetweenGroups(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = Books.Gift(100, "sandbox:pay_1");

        var group = await books.PostAsync(gift, Books.Gift(200), gift);

        Assert.Equal([(1, false), (2, false), (1, true)], group.Value.Select(entry => (entry.Number, entry.WasThere)));
        Assert.Equal("entry_conflict", (await books.PostAsync(Books.Gift(300), Books.Gift(5, id: group.Value[1].Id))).Failure?.Code);
        Assert.Equal("provider_object_posted", (await books.PostAsync(Books.Gift(7, "sandbox:pay_2"), Books.Gift(7, "sandbox:pay_2"))).Failure?.Code);
        Assert.Equal(2, (await books.AllAsync<JournalEntry>()).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_SameProviderObjectUnderAnotherId_IsBookedOncePerKind(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostOneAsync(Books.Gift(12_000, "sandbox:pay_1"));

        Assert.Equal("provider_object_posted", (await books.PostAsync(Books.Gift(12_000, "sandbox:pay_1"))).Failure?.Code);
        Assert.Null((await books.PostAsync(Books.Refund(500) with { ProviderObject = "sandbox:pay_1" })).Failure);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_AGroupWithOneBadEntry_WritesNoneOfIt(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var refused = await books.PostAsync(Books.Gift(100), Books.Refund(101), Books.Gift(5_000));

        Assert.Equal("insufficient_funds", refused.Failure?.Code);
        Assert.Empty(await books.AllAsync<JournalEntry>());
        Assert.Equal(0, (await books.BalanceAsync(Books.Fund)).PostedMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_InOrderWithinOneGroup_LetsLaterEntriesSpendWhatEarlierOnesBrought(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var posted = await books.PostAsync(Books.Gift(100), Books.Refund(100), Books.Gift(50));

        Assert.Equal([1L, 2, 3], posted.Value.Select(entry => entry.Number));
        Assert.Equal(50, (await books.BalanceAsync(Books.Fund)).AvailableMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WhatCannotStandInTheBooks_IsRefused(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        Assert.Equal("amount_not_positive", (await books.PostAsync(Books.Gift(0))).Failure?.Code);
        Assert.Equal("amount_not_positive", (await books.PostAsync(Books.Gift(-5))).Failure?.Code);
        Assert.Equal("account_unknown", (await books.PostAsync(Books.Gift(5, fund: "fund:nowhere:available"))).Failure?.Code);
        Assert.Equal("same_account", (await books.PostAsync(Books.Gift(5, fund: Books.Clearing))).Failure?.Code);
        Assert.Equal("currency_mismatch", (await books.PostAsync(Books.Gift(5, fund: Books.DollarBank))).Failure?.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => books.PostAsync(Books.Gift(5) with { Reference = "two\nlines" }));
        await Assert.ThrowsAsync<ArgumentException>(() => books.PostAsync(Books.Gift(5) with { Postings = [] }));
        Assert.Empty(await books.AllAsync<JournalEntry>());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_SeveralTimesInOneTransaction_GoesOnWhereItStopped(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var posted = await books.DoAsync(async ledger =>
        {
            await ledger.PostAsync([Books.Gift(100)], CancellationToken.None);
            await ledger.ReserveAsync(Books.Commitment(60), CancellationToken.None);
            return await ledger.PostAsync([Books.Gift(1), Books.Refund(41)], CancellationToken.None);
        });

        Assert.Equal([3L, 4], posted.Value.Select(entry => entry.Number));
        Assert.Equal(0, (await books.BalanceAsync(Books.Fund)).AvailableMinor);
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WithAStaleAccountInTheChangeTracker_ReadsItFresh(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await using var scope = books.Scope();
        var (db, ledger, unit) = (Get<CharityDbContext>(), Get<ILedger>(), Get<UnitOfWork>());
        await db.Set<Account>().ToListAsync();
        await books.PostOneAsync(Books.Gift(100));

        var refund = await unit.ExecuteAsync(_ => ledger.PostAsync([Books.Refund(100)], CancellationToken.None), CancellationToken.None);

        Assert.Null(refund.Failure);
        Assert.Equal(0, (await books.BalanceAsync(Books.Fund)).PostedMinor);

        T Get<T>() => (T)scope.ServiceProvider.GetService(typeof(T))!;
    }

    [Theory, OnEveryDatabase]
    public async Task Post_OutsideATransaction_IsAProgrammingError(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => books.AskAsync<ILedger, object>(async ledger => await ledger.PostAsync([Books.Gift(1)], CancellationToken.None)));
    }

    [Theory, OnEveryDatabase]
    public async Task OpenAccounts_Again_RenamesButNeverBecomesAnother(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var fund = Books.Accounts[0];

        Assert.Null((await OpenAsync(fund)).Failure);
        Assert.Null((await OpenAsync(fund with { NameArgument = "梅园助老基金" }, new AccountDraft("fund:new:available", AccountType.NetAssets, "CNY", "Available money of {0}", "新"))).Failure);
        Assert.Equal("account_differs", (await OpenAsync(fund with { Currency = "USD" })).Failure?.Code);
        Assert.Equal("account_differs", (await OpenAsync(fund with { MayNotGoNegative = false })).Failure?.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(fund with { Code = "nocolon" }));
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(fund with { Code = "fund:x:y", Currency = "cny" }));

        var accounts = await books.AllAsync<Account>(rows => rows.Where(account => account.Owner.StartsWith("fund:")));
        Assert.Equal("梅园助老基金", accounts.Single(account => account.Code == Books.Fund).NameArgument);
        Assert.Contains(accounts, account => account.Owner == "fund:new");

        Task<Result> OpenAsync(params AccountDraft[] drafts) => books.DoAsync(ledger => ledger.OpenAccountsAsync(drafts, CancellationToken.None));
    }
}
