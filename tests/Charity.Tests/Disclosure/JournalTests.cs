using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Tests.Support;

namespace Charity.Tests.Disclosure;

public sealed class JournalTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task Journal_FilteredByFundKindAndDay_ShowsExactlyThose(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        var wanted = await books.GiftAsync("meiyuan", 4_200, new DateOnly(2025, 5, 31));
        await books.GiftAsync("meiyuan", 4_200, new DateOnly(2025, 6, 1));
        await books.FeeAsync("meiyuan", 25, new DateOnly(2025, 5, 31));
        await books.GiftAsync("tingtao", 4_200, new DateOnly(2025, 5, 31));

        var page = await app.Visit().GetAsync(PublicBooks.Fresh("/transparency/ledger?fund=meiyuan&kind=gift&from=2025-05-01&to=2025-05-31"));

        Assert.Equal([wanted.Number], Numbers(page));
        Assert.Equal("meiyuan", page.QuerySelector<IHtmlSelectElement>("select[name=fund]")!.Value);
        Assert.Equal("2025-05-31", page.QuerySelector<IHtmlInputElement>("input[name=to]")!.Value);
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_FilteredByAccount_ShowsEntriesOnEitherSide(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        await books.GiftAsync("jinan", 50_000);
        var promise = await books.CommitAsync("jinan", "ramp", 20_000);
        var payment = await books.PayAsync("jinan", "ramp", 5_000);

        var page = await app.Visit().GetAsync(PublicBooks.Fresh("/transparency/ledger?account=fund:jinan:committed:ramp"));

        Assert.Equal([payment.Number, promise.Number], Numbers(page));
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_SearchedByReferenceOrNumber_FindsTheEntry(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var entry = await new PublicBooks(app).GiftAsync("meiyuan", 100, reference: "donation:needle-1");
        await new PublicBooks(app).GiftAsync("meiyuan", 100, reference: "donation:hay");
        var visitor = app.Visit();

        Assert.Equal([entry.Number], Numbers(await visitor.GetAsync(PublicBooks.Fresh("/transparency/ledger?q=donation:needle-1"))));
        Assert.Equal([entry.Number], Numbers(await visitor.GetAsync(PublicBooks.Fresh("/transparency/ledger?q=needle"))));
        Assert.Equal([entry.Number], Numbers(await visitor.GetAsync(PublicBooks.Fresh($"/transparency/ledger?q=%20{entry.Number}%20"))));
        Assert.Empty(Numbers(await visitor.GetAsync(PublicBooks.Fresh("/transparency/ledger?q=%25"))));
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_SearchedByAFingerprint_FindsTheEntry(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var entry = await new PublicBooks(app).GiftAsync("meiyuan", 100);

        Assert.Equal([entry.Number], Numbers(await app.Visit().GetAsync(PublicBooks.Fresh($"/transparency/ledger?q={entry.Hash}"))));
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_PagedWhileEntriesAreAdded_ShowsEachOlderEntryOnce(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        for (var i = 0; i < 60; i++)
        {
            await books.GiftAsync("qingzhu", 100);
        }

        var visitor = app.Visit();
        var page = await visitor.GetAsync(PublicBooks.Fresh("/transparency/ledger?fund=qingzhu"));
        var numbers = Numbers(page);
        await books.GiftAsync("qingzhu", 100);
        while (page.QuerySelector("a[rel=next]")?.GetAttribute("href") is { } next)
        {
            page = await visitor.GetAsync(PublicBooks.Fresh(next));
            numbers.AddRange(Numbers(page));
        }

        Assert.Equal(60, numbers.Count);
        Assert.Equal(numbers.Distinct().OrderDescending(), numbers);
    }

    [Theory, OnEveryDatabase]
    public async Task TrialBalance_OnThePage_HasEqualSums(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await new PublicBooks(app).GiftAsync("meiyuan", 12_345);

        var page = await app.Visit("en").GetAsync(PublicBooks.Fresh("/transparency/ledger"));

        var sums = page.QuerySelectorAll("section[aria-labelledby=balance] .stat dd.money").Select(sum => sum.TextContent).ToList();
        Assert.Equal(sums[0], sums[1]);
        Assert.Equal("¥0.00", sums[2]);
        Assert.Contains("The books balance", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Entry_ThatWasReversed_LinksBothWaysAndProvesItsHash(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await new PublicBooks(app).GiftAsync("meiyuan", 6_600);
        var reversal = await new PublicBooks(app).ReverseAsync(gift, "Counted twice.");
        var visitor = app.Visit("en");

        var page = await visitor.GetAsync(PublicBooks.Fresh($"/transparency/ledger/{gift.Number}"));
        Assert.NotNull(page.QuerySelector($"dl a[href='/transparency/ledger/{reversal.Number}']"));
        Assert.NotNull(page.QuerySelector(".alert-success"));
        Assert.Contains(gift.Hash, page.Body!.TextContent, StringComparison.Ordinal);
        var text = await visitor.Http.GetByteArrayAsync($"/transparency/ledger/{gift.Number}/text");
        Assert.Equal(gift.Hash, Convert.ToHexStringLower(SHA256.HashData(text)));
        Assert.Equal(Encoding.UTF8.GetString(text).Trim(), page.QuerySelector("pre code")!.TextContent.Trim());

        var other = await visitor.GetAsync(PublicBooks.Fresh($"/transparency/ledger/{reversal.Number}"));
        Assert.NotNull(other.QuerySelector($"dl a[href='/transparency/ledger/{gift.Number}']"));
        Assert.Contains("Counted twice.", other.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_OfAGift_GoesFromTheProviderToTheFundAndBackWhenReversed()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var gift = await new PublicBooks(app).GiftAsync("meiyuan", 6_600);
        var reversal = await new PublicBooks(app).ReverseAsync(gift, "Counted twice.");
        var visitor = app.Visit("en");

        var there = Moves(await visitor.GetAsync(PublicBooks.Fresh($"/transparency/ledger/{gift.Number}"))).Split('→');
        var back = Moves(await visitor.GetAsync(PublicBooks.Fresh($"/transparency/ledger/{reversal.Number}"))).Split('→');

        Assert.Contains("sandbox", there[0], StringComparison.Ordinal);
        Assert.Contains("Meiyuan", there[1], StringComparison.Ordinal);
        Assert.Equal(there.Select(side => side.Trim()).Reverse(), back.Select(side => side.Trim()));
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-02-30")]
    [InlineData("to=20260301")]
    [InlineData("from=2026-03-02&to=2026-03-01")]
    [InlineData("kind=theft")]
    [InlineData("fund=%00")]
    [InlineData("account=%E4%B8%AD")]
    [InlineData("after=-5")]
    [InlineData("after=99999999999999999999")]
    public async Task Journal_WithTamperedFilter_SaysWhatIsWrongAndKeepsTheRest(string query)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit();

        var page = await visitor.GetAsync("/transparency/ledger?q=kept&" + query);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.NotEmpty(page.QuerySelectorAll(".error-summary li"));
        Assert.Equal("kept", page.QuerySelector<IHtmlInputElement>("input[name=q]")!.Value);
        Assert.Empty(Numbers(page));
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_SearchedWithOddCharacters_NeverBreaks(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var visitor = app.Visit();
        foreach (var typed in new[] { "%00", "%27%22%3Cscript%3E", "%F0%9F%92%A9", "%EF%BF%BE", "%5C%25_", "0", "-1", "99999999999999999999999" })
        {
            var page = await visitor.GetAsync(PublicBooks.Fresh("/transparency/ledger?q=" + typed));

            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.Null(page.QuerySelector("main script"));
        }

        await visitor.GetAsync("/transparency/ledger?q=" + new string('x', 201));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
    }

    [Theory]
    [InlineData("/transparency/ledger/999999999")]
    [InlineData("/transparency/ledger/0")]
    [InlineData("/transparency/ledger/-1")]
    [InlineData("/transparency/ledger/99999999999999999999")]
    [InlineData("/transparency/ledger/abc")]
    [InlineData("/transparency/ledger/999999999/text")]
    public async Task Entry_ThatIsNotThere_IsAHelpfulNotFound(string address)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit();

        var page = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.NotNull(page.QuerySelector("main a[href='/transparency']"));
    }

    internal static List<long> Numbers(IHtmlDocument page) => page.QuerySelectorAll("[aria-labelledby=journal] tbody th a")
        .Select(link => long.Parse(link.GetAttribute("href")!.Split('/')[^1], CultureInfo.InvariantCulture)).ToList();

    private static string Moves(IHtmlDocument page) => page.QuerySelector("[aria-labelledby=moves] tbody td span")!.TextContent;
}
