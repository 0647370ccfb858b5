using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Tests.Support;

namespace Charity.Tests.Donations;

/// <summary>What programs may read of the alliance: as much as its pages show, and settlements only those who look after it.</summary>
[Collection(nameof(GiftSites))]
public sealed class AllianceApiTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Merchant_IsReadWithItsPledgeAndNobodysSecrets(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();

        var text = await site.Visit().Http.GetStringAsync($"/api/v1/alliance/{merchant.Slug}");

        var body = JsonDocument.Parse(text).RootElement.GetProperty("merchant");
        Assert.Equal(("测试面馆", "perSale", 50, "active"), (
            body.GetProperty("name").GetString(), body.GetProperty("pledge").GetProperty("kind").GetString(), body.GetProperty("pledge").GetProperty("rate").GetInt32(), body.GetProperty("state").GetString()));
        foreach (var secret in new[] { merchant.SettlementKey, "13812345678", "shao@merchants.example", "邵老板", merchant.Id.ToString() })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        var list = await site.Visit("en").Http.GetFromJsonAsync<JsonElement>("/api/v1/alliance?area=meiyuan");
        Assert.Equal("Test Noodles", Assert.Single(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("slug").GetString() == merchant.Slug).GetProperty("name").GetString());
        Assert.Equal(list.GetProperty("givenMinor").GetInt64(), list.GetProperty("areas").EnumerateArray().Sum(area => area.GetProperty("givenMinor").GetInt64()));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Http.GetAsync("/api/v1/alliance/none")).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Settlements_AreReadByThoseWhoLookAfterTheAlliance(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();
        AllianceSteps.Demand(await site.TellAsync(merchant, "100"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Visit().Http.GetAsync("/api/v1/alliance/settlements")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.SignInAsync("resident")).Http.GetAsync("/api/v1/alliance/settlements")).StatusCode);

        var list = await (await site.SignInAsync("officer")).Http.GetFromJsonAsync<JsonElement>("/api/v1/alliance/settlements");

        var month = Assert.Single(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("merchant").GetString() == merchant.Slug);
        Assert.Equal(("owed", 100L, 5_000L), (month.GetProperty("state").GetString(), month.GetProperty("basis").GetInt64(), month.GetProperty("amountMinor").GetInt64()));
    }
}
