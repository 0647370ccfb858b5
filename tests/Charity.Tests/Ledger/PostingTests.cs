using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

public sealed class PostingTests
{
    [Theory, OnEveryDatabase]
    public async Task Post_OneGift_MovesMoneyAndStartsTheChain(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);

        var posted = await books.PostOneAsync(Books.Gift(12_000));

        Assert.Equal(1, posted.Number);
        var entry = Assert.Single(await books.AllAsync<JournalEntry>());
        Assert.Equal(EntryText.Genesis, entry.PreviousHash);
        Assert.Equal(posted.Hash, entry.Hash);
        Assert.Equal(Books.Day, entry.EffectiveDate);
        Assert.Equal(DateTimeKind.Utc, entry.RecordedUtc.Kind);
    }
}
