using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Funds.Motions;
using Charity.Platform.Text;
using Charity.Tests.Support;

namespace Charity.Tests.Funds;

/// <summary>What programs may read of a fund's motions: what was published, and no payee before the payment.</summary>
[Collection(nameof(FundSites))]
public sealed class MotionsApiTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Motion_Decided_IsReadWithItsVote(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var draft = await site.DraftAsync(fund);
        var id = await site.ReadyAsync(fund);
        MotionSteps.Demand(await site.VoteAsync(fund, id, VoteChoice.For, VoteChoice.For, VoteChoice.For, VoteChoice.Against));
        var code = (await site.ReadMotionAsync(id)).Code;
        var http = site.Visit().Http;

        var listed = Assert.Single((await http.GetFromJsonAsync<JsonElement>($"/api/v1/funds/{fund.Slug}/motions")).GetProperty("items").EnumerateArray());
        Assert.Equal((code, "passed", 140_050L, 3), (
            listed.GetProperty("code").GetString(), listed.GetProperty("state").GetString(), listed.GetProperty("amountMinor").GetInt64(), listed.GetProperty("tally").GetProperty("for").GetInt32()));
        var text = await http.GetStringAsync($"/api/v1/funds/{fund.Slug}/motions/{code}");
        var details = JsonDocument.Parse(text).RootElement;
        Assert.Equal(140_050, details.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("amountMinor").GetInt64()));
        Assert.Equal(["for", "for", "for", "against"], details.GetProperty("votes").EnumerateArray().Select(vote => vote.GetProperty("choice").GetString()));
        Assert.Equal(PersonNames.Mask("王阿姨"), details.GetProperty("seconder").GetString());
        Assert.DoesNotContain(draft.ToString(), text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/v1/funds/{fund.Slug}/motions/2026-99")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/funds/none/motions")).StatusCode);
    }
}
