using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

public sealed class ConcurrencyTests
{
    [Theory, OnEveryDatabase]
    public async Task Reserve_TwoCommitmentsOfWhichOneFits_LetsOneThrough(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostOneAsync(Books.Gift(1_000));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => books.ReserveAsync(Books.Commitment(600)))));

        Assert.Equal(1, results.Count(result => result.Failure is null));
        Assert.All(results.Where(result => result.Failure is not null), result => Assert.Equal("insufficient_funds", result.Failure!.Code));
        Assert.Equal(400, (await books.BalanceAsync(Books.Fund)).AvailableMinor);
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_ByManyAtOnce_NumbersWithoutGapsAndChainsUnbroken(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var groups = await Task.WhenAll(Enumerable.Range(0, 24).Select(size => Task.Run(() =>
            books.PostAsync(Enumerable.Range(0, (size % 5) + 1).Select(_ => Books.Gift(10, "sandbox:" + Guid.CreateVersion7())).ToArray()))));

        var numbers = groups.SelectMany(group => group.Value).Select(entry => entry.Number).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
        Assert.Equal(numbers.Count * 10, (await books.BalanceAsync(Books.Fund)).PostedMinor);
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_TheSameEntryByManyAtOnce_BooksItOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = Books.Gift(1_000, "sandbox:pay_1");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => books.PostAsync(gift))));

        Assert.Equal(1, results.Count(result => !result.Value[0].WasThere));
        Assert.Single(await books.AllAsync<JournalEntry>());
        Assert.Equal(1_000, (await books.BalanceAsync(Books.Fund)).PostedMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_TheSameProviderObjectUnderManyIds_BooksItOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => books.PostAsync(Books.Gift(1_000, "sandbox:pay_1")))));

        Assert.Equal(1, results.Count(result => result.Failure is null));
        Assert.Equal(1_000, (await books.BalanceAsync(Books.Fund)).PostedMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Reverse_TheSameEntryByManyAtOnce_ReversesItOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var gift = await books.PostOneAsync(Books.Gift(1_000));
        await books.PostOneAsync(Books.Gift(10_000));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => books.ReverseAsync(gift.Id))));

        Assert.Equal(1, results.Count(result => result.Failure is null));
        Assert.All(results.Where(result => result.Failure is not null), result => Assert.Equal("already_reversed", result.Failure!.Code));
        Assert.Equal(10_000, (await books.BalanceAsync(Books.Fund)).PostedMinor);
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Resolve_TheSameReservationByManyAtOnce_EndsItOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await books.PostOneAsync(Books.Gift(1_000));
        var reserved = (await books.ReserveAsync(Books.Commitment(600))).Value;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn => Task.Run(() => turn % 2 == 0 ? books.ConfirmAsync(reserved.Id) : books.ReleaseAsync(reserved.Id))));

        Assert.Equal(1, results.Count(result => result.Failure is null));
        Assert.Equal(0, (await books.BalanceAsync(Books.Fund)).DebitsPendingMinor);
        Assert.Empty(await books.VerifyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task OpenAccounts_TheSameByManyAtOnce_OpensThemOnce(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var draft = new AccountDraft("fund:new:available", AccountType.NetAssets, "CNY", "Available money of {0}", "新", MayNotGoNegative: true);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => books.DoAsync(ledger => ledger.OpenAccountsAsync([draft], CancellationToken.None)))));

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.Equal(0, (await books.BalanceAsync("fund:new:available")).PostedMinor);
    }
}
