using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

public sealed class ReversalTests
{
    [Theory, OnEveryDatabase]
    public async Task Reverse_AnEntry_MirrorsItExactly(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000));

        var reversal = (await books.ReverseAsync(gift.Id)).Value;

        var entry = (await books.AllAsync<JournalEntry>(rows => rows.Where(row => row.Id == reversal.Id)))[0];
        Assert.Equal((EntryKinds.Reversal, "donation:test", "Entered by mistake.", (Guid?)gift.Id), (entry.Kind, entry.Reference, entry.Reason, entry.ReversesEntryId));
        Assert.Equal(new AccountBalance(Books.Fund, "CNY", 1_000, 1_000, 0, 0), await books.BalanceAsync(Books.Fund));
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Reverse_AGift_TakesItOffTheMoneyRaisedAndTheNumberOfGifts(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000));
        await books.PostOneAsync(Books.Gift(300));
        await books.ReverseAsync(gift.Id);

        var kinds = await books.AskAsync<ILedgerTotals, IReadOnlyList<KindTotal>>(totals => totals.ByKindAsync(["fund:meiyuan"], CancellationToken.None));

        Assert.Equal([new KindTotal(Books.Fund, "fund:meiyuan", EntryKinds.Gift, "CNY", 0, 300, 1)], kinds);
    }

    [Theory, OnEveryDatabase]
    public async Task Reverse_Twice_HappensOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000));
        var id = Guid.CreateVersion7();
        var reversal = (await books.ReverseAsync(gift.Id, id)).Value;

        Assert.Equal(reversal with { WasThere = true }, (await books.ReverseAsync(gift.Id, id)).Value);
        Assert.Equal("already_reversed", (await books.ReverseAsync(gift.Id)).Failure?.Code);
        Assert.Equal("reversal_of_reversal", (await books.ReverseAsync(reversal.Id)).Failure?.Code);
        Assert.Equal("entry_unknown", (await books.ReverseAsync(Guid.CreateVersion7())).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Reverse_MoneyThatIsSpent_IsRefused(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000));
        await books.ReserveAsync(Books.Commitment(1));

        Assert.Equal("insufficient_funds", (await books.ReverseAsync(gift.Id)).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Reverse_WhatMovedNoMoney_IsRefused(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostOneAsync(Books.Gift(1_000));
        var reserved = (await books.ReserveAsync(Books.Commitment(600))).Value;
        var confirmed = (await books.ConfirmAsync(reserved.Id, 500)).Value;

        Assert.Equal("not_posted", (await books.ReverseAsync(reserved.Id)).Failure?.Code);
        Assert.Null((await books.ReverseAsync(confirmed.Id)).Failure);
        Assert.Equal(1_000, (await books.BalanceAsync(Books.Fund)).AvailableMinor);
        Assert.Empty(await books.VerifyAsync());
    }
}
