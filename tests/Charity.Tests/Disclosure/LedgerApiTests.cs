using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charity.Ledger.Contracts;
using Charity.Tests.Support;

namespace Charity.Tests.Disclosure;

public sealed class LedgerApiTests(SharedSites sites) : IClassFixture<SharedSites>
{
    /// <summary>Nothing but the published JSON and the published description of the text: what an outsider has.</summary>
    [Theory, OnEveryDatabase]
    public async Task Entries_ReadAsJson_AreEnoughToComputeEveryHash(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        var gift = await books.GiftAsync("meiyuan", 12_345, reference: "donation:\"quoted\" & <b>中文</b>");
        await books.ReverseAsync(gift, "Entered by mistake: 误记");
        await books.GiftAsync("meiyuan", 100_000);
        await books.CommitAsync("meiyuan", "canteen", 30_000);
        var reservation = await books.ReserveAsync("meiyuan", "canteen", 20_000);
        await books.ReleaseAsync(reservation, "Given up.");

        var previous = new string('0', 64);
        var number = 0L;
        foreach (var entry in await AllEntriesAsync(app, limit: 2))
        {
            Assert.Equal(++number, entry.GetProperty("number").GetInt64());
            Assert.Equal(previous, entry.GetProperty("previousHash").GetString());
            previous = entry.GetProperty("hash").GetString()!;
            Assert.Equal(previous, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(entry)))));
        }

        Assert.True(number >= 6);
    }

    [Theory, OnEveryDatabase]
    public async Task Accounts_OfTheTrialBalance_AddUpToEqualSums(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await new PublicBooks(app).GiftAsync("tingtao", 8_800);
        await new PublicBooks(app).FeeAsync("tingtao", 53);

        var balance = await app.Visit().Http.GetFromJsonAsync<JsonElement>(PublicBooks.Fresh("/api/v1/ledger/accounts"));

        Assert.Equal(TimeSpan.Zero, balance.GetProperty("asOfUtc").GetDateTimeOffset().Offset);
        var accounts = balance.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(accounts.Sum(account => account.GetProperty("debitsMinor").GetInt64()), accounts.Sum(account => account.GetProperty("creditsMinor").GetInt64()));

        // Money that is there is above zero, whichever side of the books it stands on.
        Assert.True(accounts.Single(account => account.GetProperty("code").GetString() == AccountCodes.Clearing("sandbox")).GetProperty("balanceMinor").GetInt64() > 0);
        Assert.All(balance.GetProperty("sums").EnumerateArray(), sum => Assert.Equal(sum.GetProperty("debitsMinor").GetInt64(), sum.GetProperty("creditsMinor").GetInt64()));
        Assert.Contains(accounts, account => account.GetProperty("code").GetString() == "fund:tingtao:fees" && account.GetProperty("balanceMinor").GetInt64() == 53);
    }

    [Theory, OnEveryDatabase]
    public async Task Accounts_OfAFundNotAnnouncedYet_AreNotShown(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);

        var balance = await app.Visit().Http.GetStringAsync(PublicBooks.Fresh("/api/v1/ledger/accounts"));
        var page = await app.Visit().Http.GetStringAsync(PublicBooks.Fresh("/transparency/ledger"));

        Assert.DoesNotContain("luwan", balance, StringComparison.Ordinal);
        Assert.DoesNotContain("luwan", page, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Entries_ReadWhileOthersAreAdded_AreCompleteAndEachComesOnce(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        for (var i = 0; i < 10; i++)
        {
            await books.GiftAsync("wandu", 100 + i);
        }

        using var stop = new CancellationTokenSource();
        var adding = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await books.GiftAsync("wandu", 1_000);
            }
        });
        var numbers = (await AllEntriesAsync(app, limit: 3, most: 60)).ConvertAll(entry => entry.GetProperty("number").GetInt64());
        await stop.CancelAsync();
        await adding;

        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
        Assert.True(numbers.Count > 10);
    }

    [Theory]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=%00", "limit")]
    [InlineData("after=-1", "after")]
    [InlineData("after=1e3", "after")]
    [InlineData("after=99999999999999999999", "after")]
    [InlineData("after=1;DROP%20TABLE%20x", "after")]
    public async Task Entries_WithTamperedParameters_AreRefusedInWords(string query, string field)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);

        var answer = await app.Visit().Http.GetAsync("/api/v1/ledger/entries?" + query);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("invalid_input", problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("errors").GetProperty(field)[0].GetString()!);
    }

    [Fact]
    public async Task Entries_AfterTheLast_AreNone()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);

        var page = await app.Visit().Http.GetFromJsonAsync<JsonElement>("/api/v1/ledger/entries?after=9223372036854775807");

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    private static async Task<List<JsonElement>> AllEntriesAsync(CharityApp app, int limit, int most = int.MaxValue)
    {
        var http = app.Visit().Http;
        var entries = new List<JsonElement>();
        long? after = 0;
        while (after is not null && entries.Count < most)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(PublicBooks.Fresh($"/api/v1/ledger/entries?after={after}&limit={limit}"));
            entries.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        return entries;
    }

    private static string TextOf(JsonElement entry)
    {
        var lines = new List<string> { "charity-ledger-entry v1" };
        foreach (var (line, property) in new[]
                 {
                     ("number", "number"), ("recorded", "recordedUtc"), ("previous", "previousHash"), ("id", "id"), ("phase", "phase"), ("kind", "kind"), ("reference", "reference"),
                     ("provider-object", "providerObject"), ("effective", "effectiveDate"), ("reverses", "reverses"), ("resolves", "resolves"), ("reason", "reason"),
                 })
        {
            var value = entry.GetProperty(property);
            lines.Add($"{line}={(value.ValueKind == JsonValueKind.Number ? value.GetInt64().ToString(CultureInfo.InvariantCulture) : value.GetString())}");
        }

        lines.AddRange(entry.GetProperty("postings").EnumerateArray().Select(posting =>
            $"posting={posting.GetProperty("debit").GetString()} {posting.GetProperty("credit").GetString()} {posting.GetProperty("amountMinor").GetInt64()} {posting.GetProperty("currency").GetString()}"));
        return string.Concat(lines.Select(line => line + "\n"));
    }
}
