using System.Globalization;
using System.Text;
using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Charity.Tests.Ledger;

/// <summary>Golden vectors: what was once hashed must be hashed so for ever, on every database.</summary>
public sealed class EntryTextTests
{
    private static readonly Guid GiftId = Guid.Parse("0198c0de-0000-7000-8000-000000000001");
    private static readonly Guid ReversalId = Guid.Parse("0198c0de-0000-7000-8000-000000000002");

    private const string GiftText =
        "charity-ledger-entry v1\n" +
        "number=1\n" +
        "recorded=2026-03-15T04:05:06.123456Z\n" +
        "previous=0000000000000000000000000000000000000000000000000000000000000000\n" +
        "id=0198c0de-0000-7000-8000-000000000001\n" +
        "phase=posted\n" +
        "kind=gift\n" +
        "reference=donation:捐赠-1\n" +
        "provider-object=sandbox:pay_1\n" +
        "effective=2026-03-15\n" +
        "reverses=\n" +
        "resolves=\n" +
        "reason=\n" +
        "posting=clearing:sandbox fund:meiyuan:available 12000 CNY\n" +
        "posting=fund:meiyuan:fees clearing:sandbox 72 CNY\n";

    private const string GiftHash = "78ed23d2cd3b98e754d6e6c1787da23b7e781f793275cbb183da9992c0e0aee2";
    private const string ReversalHash = "ace65b5be629fd3afd235f67f1877f094a371f22f354d61d56fa2ad05c7a7b58";

    [Fact]
    public void Text_OfAKnownEntry_IsTheGoldenOne()
    {
        var lines = new[] { new EntryLine(Books.Clearing, Books.Fund, 12_000, "CNY"), new EntryLine(Books.Fees, Books.Clearing, 72, "CNY") };
        var content = EntryText.Of(new EntryContent(GiftId, EntryPhase.Posted, "gift", "donation:捐赠-1", "sandbox:pay_1", new DateOnly(2026, 3, 15), null, null, null, lines));
        var text = EntryText.Whole(1, new DateTime(2026, 3, 15, 4, 5, 6, DateTimeKind.Utc).AddTicks(1_234_560), EntryText.Genesis, content);

        Assert.Equal(GiftText, text);
        Assert.Equal(GiftHash, EntryText.Hash(text));
    }

    [Fact]
    public void Hash_OfABrokenSurrogate_IsRefused() => Assert.Throws<EncoderFallbackException>(() => EntryText.Hash("reference=\ud83d\n"));

    [Theory, OnEveryDatabase]
    public async Task Post_OfKnownEntries_WritesTheGoldenHashes(DatabaseKind database)
    {
        // Seven digits of a second: the last one is cut off, not rounded.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 15, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_569));
        await using var books = await Books.OpenAsync(database, services => services.AddSingleton<TimeProvider>(clock));
        var gift = new EntryDraft(
            GiftId,
            EntryKinds.Gift,
            "donation:捐赠-1",
            new DateOnly(2026, 3, 15),
            [new PostingDraft(Books.Clearing, Books.Fund, 12_000), new PostingDraft(Books.Fees, Books.Clearing, 72)],
            "sandbox:pay_1");

        var posted = await books.PostOneAsync(gift);
        var reversal = (await books.ReverseAsync(GiftId, ReversalId)).Value;

        Assert.Equal((GiftHash, ReversalHash), (posted.Hash, reversal.Hash));
        Assert.Equal(GiftText, await TextAsync(books, 1));
        Assert.Equal(
            GiftText
                .Replace("number=1\nrecorded=2026-03-15T04:05:06.123456Z\nprevious=" + EntryText.Genesis, "number=2\nrecorded=2026-03-15T04:05:06.123456Z\nprevious=" + GiftHash, StringComparison.Ordinal)
                .Replace(GiftId.ToString(), ReversalId.ToString(), StringComparison.Ordinal)
                .Replace("kind=gift", "kind=reversal", StringComparison.Ordinal)
                .Replace("provider-object=sandbox:pay_1", "provider-object=", StringComparison.Ordinal)
                .Replace("reverses=", $"reverses={GiftId}", StringComparison.Ordinal)
                .Replace("reason=", "reason=Entered by mistake.", StringComparison.Ordinal)
                .Replace("clearing:sandbox fund:meiyuan:available", "fund:meiyuan:available clearing:sandbox", StringComparison.Ordinal)
                .Replace("fund:meiyuan:fees clearing:sandbox", "clearing:sandbox fund:meiyuan:fees", StringComparison.Ordinal),
            await TextAsync(books, 2));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WhenTheClockGoesBack_RecordsNoEarlierThanBefore(DatabaseKind database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 15, 4, 5, 6, TimeSpan.Zero));
        await using var books = await Books.OpenAsync(database, services => services.AddSingleton<TimeProvider>(clock));
        await books.PostOneAsync(Books.Gift(1));
        clock.AdjustTime(clock.GetUtcNow().AddMinutes(-5));
        await books.PostOneAsync(Books.Gift(1));

        var entries = await books.AllAsync<JournalEntry>();
        Assert.Equal(entries[0].RecordedUtc, entries[1].RecordedUtc);
    }

    /// <summary>The text as an outsider puts it together from what is published.</summary>
    private static async Task<string> TextAsync(Books books, long number)
    {
        var entry = await books.AskAsync<ILedgerReader, LedgerEntry?>(reader => reader.EntryAsync(number, CancellationToken.None));
        var text = new StringBuilder("charity-ledger-entry v1\n");
        text.Append(CultureInfo.InvariantCulture, $"number={entry!.Number}\nrecorded={entry.RecordedUtc:yyyy-MM-ddTHH:mm:ss.ffffffZ}\nprevious={entry.PreviousHash}\nid={entry.Id}\n");
        text.Append(CultureInfo.InvariantCulture, $"phase={entry.Phase.ToString().ToLowerInvariant()}\nkind={entry.Kind}\nreference={entry.Reference}\nprovider-object={entry.ProviderObject}\n");
        text.Append(CultureInfo.InvariantCulture, $"effective={entry.EffectiveDate:yyyy-MM-dd}\nreverses={entry.ReversesId}\nresolves={entry.ResolvesId}\nreason={entry.Reason}\n");
        foreach (var posting in entry.Postings)
        {
            text.Append(CultureInfo.InvariantCulture, $"posting={posting.Debit.Code} {posting.Credit.Code} {posting.AmountMinor} {posting.Currency}\n");
        }

        return text.ToString();
    }
}
