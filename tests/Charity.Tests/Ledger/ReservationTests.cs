using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

public sealed class ReservationTests
{
    [Theory, OnEveryDatabase]
    public async Task Reserve_WithinTheFund_LowersWhatIsAvailableOnly(DatabaseKind database)
    {
        await using var books = await FundedAsync(database, 1_000);

        var reserved = await books.ReserveAsync(Books.Commitment(600));

        Assert.Null(reserved.Failure);
        Assert.Equal(new AccountBalance(Books.Fund, "CNY", 0, 1_000, 600, 0), await books.BalanceAsync(Books.Fund));
        Assert.Equal(new AccountBalance(Books.Committed, "CNY", 0, 0, 0, 600), await books.BalanceAsync(Books.Committed));
        Assert.Equal("insufficient_funds", (await books.PostAsync(Books.Refund(401))).Failure?.Code);
        Assert.Equal("insufficient_funds", (await books.ReserveAsync(Books.Commitment(401))).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_Wholly_MovesTheMoneyAndEndsTheReservation(DatabaseKind database)
    {
        await using var books = await FundedAsync(database, 1_000);
        var reserved = (await books.ReserveAsync(Books.Commitment(600))).Value;

        var confirmed = (await books.ConfirmAsync(reserved.Id)).Value;

        Assert.Equal(3, confirmed.Number);
        Assert.Equal(new AccountBalance(Books.Fund, "CNY", 600, 1_000, 0, 0), await books.BalanceAsync(Books.Fund));
        Assert.Equal(new AccountBalance(Books.Committed, "CNY", 0, 600, 0, 0), await books.BalanceAsync(Books.Committed));
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_APart_ReleasesTheRest(DatabaseKind database)
    {
        await using var books = await FundedAsync(database, 1_000);
        var reserved = (await books.ReserveAsync(Books.Commitment(600))).Value;

        Assert.Equal("amount_exceeds_reservation", (await books.ConfirmAsync(reserved.Id, 601)).Failure?.Code);
        Assert.Equal("amount_not_positive", (await books.ConfirmAsync(reserved.Id, 0)).Failure?.Code);
        Assert.Null((await books.ConfirmAsync(reserved.Id, 250)).Failure);

        Assert.Equal(750, (await books.BalanceAsync(Books.Fund)).AvailableMinor);
        Assert.Equal(new AccountBalance(Books.Committed, "CNY", 0, 250, 0, 0), await books.BalanceAsync(Books.Committed));
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Release_GivesBackWhatWasReservedWithoutMovingMoney(DatabaseKind database)
    {
        await using var books = await FundedAsync(database, 1_000);
        var reserved = (await books.ReserveAsync(Books.Commitment(600))).Value;

        Assert.Null((await books.ReleaseAsync(reserved.Id)).Failure);

        Assert.Equal(new AccountBalance(Books.Fund, "CNY", 0, 1_000, 0, 0), await books.BalanceAsync(Books.Fund));
        Assert.Equal(new AccountBalance(Books.Committed, "CNY", 0, 0, 0, 0), await books.BalanceAsync(Books.Committed));
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Resolve_Twice_HappensOnce(DatabaseKind database)
    {
        await using var books = await FundedAsync(database, 1_000);
        var reserved = (await books.ReserveAsync(Books.Commitment(600))).Value;
        var id = Guid.CreateVersion7();
        var confirmed = (await books.ConfirmAsync(reserved.Id, 500, id)).Value;

        Assert.Equal(confirmed with { WasThere = true }, (await books.ConfirmAsync(reserved.Id, 500, id)).Value);
        Assert.Equal("entry_conflict", (await books.ConfirmAsync(reserved.Id, 400, id)).Failure?.Code);
        Assert.Equal("already_resolved", (await books.ConfirmAsync(reserved.Id, 500)).Failure?.Code);
        Assert.Equal("already_resolved", (await books.ReleaseAsync(reserved.Id)).Failure?.Code);
        Assert.Equal(3, (await books.AllAsync<JournalEntry>()).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Resolve_WhatIsNoReservation_IsRefused(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000));

        Assert.Equal("not_reserved", (await books.ConfirmAsync(gift.Id)).Failure?.Code);
        Assert.Equal("not_reserved", (await books.ReleaseAsync(gift.Id)).Failure?.Code);
        Assert.Equal("entry_unknown", (await books.ConfirmAsync(Guid.CreateVersion7())).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_AReservationOfTwoPostings_MovesBoth(DatabaseKind database)
    {
        await using var books = await FundedAsync(database, 1_000);
        var both = Books.Commitment(600) with { Postings = [new PostingDraft(Books.Fund, Books.Committed, 600), new PostingDraft(Books.Fund, Books.Bank, 50)] };
        var reserved = (await books.ReserveAsync(both)).Value;

        await Assert.ThrowsAsync<ArgumentException>(() => books.ConfirmAsync(reserved.Id, 100));
        Assert.Null((await books.ConfirmAsync(reserved.Id)).Failure);

        Assert.Equal(350, (await books.BalanceAsync(Books.Fund)).AvailableMinor);
        Assert.Equal(50, (await books.BalanceAsync(Books.Bank)).PostedMinor);
        Assert.Empty(await books.VerifyAsync());
    }

    private static async Task<Books> FundedAsync(DatabaseKind database, long amountMinor)
    {
        var books = await Books.OpenAsync(database);
        await books.PostOneAsync(Books.Gift(amountMinor));
        return books;
    }
}
