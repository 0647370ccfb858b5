using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Charity.Tests.Support;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class FundsApiTests(SharedSites sites)
{
    private static readonly string[] Fields =
        ["slug", "name", "area", "goalMinor", "raisedMinor", "committedMinor", "paidOutMinor", "availableMinor", "donationCount", "currency", "asOfUtc"];

    [Theory, OnEveryDatabase]
    public async Task Show_OfFund_HasExactlyThePromisedFields(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var fund = JsonNode.Parse(await site.Visit("en").Http.GetStringAsync("/api/v1/funds/meiyuan", TestContext.Current.CancellationToken))!.AsObject();

        Assert.Equal(Fields, fund.Select(property => property.Key));
        Assert.Equal(("Meiyuan Community Fund", "meiyuan", "CNY", 1500000L), ((string?)fund["name"], (string?)fund["area"], (string?)fund["currency"], (long)fund["goalMinor"]!));
        Assert.EndsWith("Z", (string?)fund["asOfUtc"], StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Show_WithKnownTag_IsNotSentAgain(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var http = site.Visit().Http;
        var first = await http.GetAsync("/api/v1/funds/tingtao", TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));

        var second = await http.GetAsync("/api/v1/funds/tingtao", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (first.StatusCode, second.StatusCode));
    }

    [Theory, OnEveryDatabase]
    public async Task Show_OfUnknownOrDraft_IsAProblem(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        foreach (var slug in (string[])["nowhere", "luwan"])
        {
            var answer = await site.Visit().Http.GetAsync($"/api/v1/funds/{slug}", TestContext.Current.CancellationToken);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal((HttpStatusCode.NotFound, "fund_unknown"), (answer.StatusCode, (string?)problem["code"]));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task List_ByCursor_ReachesTheEnd(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var http = site.Visit().Http;
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var part = JsonNode.Parse(await http.GetStringAsync($"/api/v1/funds?limit=3&after={Uri.EscapeDataString(next)}", TestContext.Current.CancellationToken))!;
            Assert.All(part["items"]!.AsArray(), fund => Assert.Equal(Fields, fund!.AsObject().Select(property => property.Key)));
            seen.AddRange(part["items"]!.AsArray().Select(fund => (string)fund!["slug"]!));
            next = (string?)part["next"];
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.True(seen.Count >= 11, $"{seen.Count} funds");
    }

    [Theory, OnEveryDatabase]
    public async Task List_BeyondTheLimit_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        foreach (var limit in (int[])[0, 101])
        {
            var answer = await site.Visit().Http.GetAsync($"/api/v1/funds?limit={limit}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }
}
