using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Tests.Support;

namespace Charity.Tests.Donations;

/// <summary>What programs see and send.</summary>
[Collection(nameof(GiftSites))]
public sealed class DonationsApiTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Post_AGift_AnswersWithItsPages(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var http = app.Visit().Http;

        using var answer = await PostAsync(http, Body());

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var given = await ReadAsync(answer);
        Assert.Equal("pending", given.GetProperty("status").GetString());
        Assert.Contains("/sandbox/pay/", given.GetProperty("checkoutUrl").GetString(), StringComparison.Ordinal);
        var token = given.GetProperty("token").GetString();
        Assert.EndsWith($"/donations/{token}", given.GetProperty("trackingUrl").GetString(), StringComparison.Ordinal);

        var gift = await app.GiftAsync(given.GetProperty("id").GetGuid());
        await app.PayAsync(gift);
        using var status = await http.GetAsync($"/api/v1/donations/{token}", TestContext.Current.CancellationToken);
        var told = await ReadAsync(status);
        Assert.Equal(("paid", 5_000, 0), (told.GetProperty("status").GetString(), told.GetProperty("amountMinor").GetInt64(), told.GetProperty("refundedMinor").GetInt64()));
        Assert.Matches(@"^\d{4}-\d{6}$", told.GetProperty("receiptNumber").GetString());
        Assert.True(status.Headers.CacheControl!.NoStore);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_TheSameKeyAgain_AnswersTheSameAndGivesOnce(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var http = app.Visit().Http;
        var (key, name) = (Guid.NewGuid().ToString(), $"程序{Guid.NewGuid():N}"[..12]);

        using var first = await PostAsync(http, Body(name: name), key);
        using var second = await PostAsync(http, Body(name: name), key);
        using var other = await PostAsync(http, Body(name: name, amountMinor: 6_000), key);

        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Single(await app.GiftsAsync(gift => gift.DonorName == name));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WithoutAKey_IsRefused(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);

        using var answer = await app.Visit().Http.PostAsJsonAsync("/api/v1/donations", Body(), TestContext.Current.CancellationToken);

        Assert.Equal("idempotency_key_missing", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WhatCannotBe_SaysWhichFieldAndWhy(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var http = app.Visit().Http;
        foreach (var (body, status, code, field) in ((object, HttpStatusCode, string, string?)[])[
            (Body(amountMinor: 99), HttpStatusCode.UnprocessableEntity, "amount_too_small", "amountMinor"),
            (Body(amountMinor: -1), HttpStatusCode.UnprocessableEntity, "invalid_input", "amountMinor"),
            (Body(amountMinor: null), HttpStatusCode.UnprocessableEntity, "invalid_input", "amountMinor"),
            (Body(amountMinor: 100_000_001), HttpStatusCode.UnprocessableEntity, "amount_too_large", "amountMinor"),
            (Body(currency: "USD"), HttpStatusCode.UnprocessableEntity, "currency_not_accepted", "currency"),
            (Body(frequency: "monthly"), HttpStatusCode.UnprocessableEntity, "invalid_input", "frequency"),
            (Body(email: "nobody"), HttpStatusCode.UnprocessableEntity, "invalid_input", "donor.email"),
            (Body(returnUrl: "https://evil.example/"), HttpStatusCode.UnprocessableEntity, "return_url_not_allowed", "returnUrl"),
            (Body(returnUrl: "javascript:alert(1)"), HttpStatusCode.UnprocessableEntity, "return_url_not_allowed", "returnUrl"),
            (Body(fund: "shiqiao"), HttpStatusCode.Conflict, "fund_closed", null),
            (Body(fund: "nosuch"), HttpStatusCode.NotFound, "fund_unknown", null)])
        {
            using var answer = await PostAsync(http, body);

            Assert.Equal(status, answer.StatusCode);
            var problem = await ReadAsync(answer);
            Assert.Equal(code, problem.GetProperty("code").GetString());
            Assert.True(field is null || problem.GetProperty("errors").TryGetProperty(field, out _), $"{problem} names no {field}");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Get_WhatIsNotThere_IsNotFound(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        foreach (var path in (string[])["/api/v1/donations/AAAAAAAAAAAAAAAAAAAAAA", "/api/v1/funds/nosuch/donations", "/api/v1/funds/luwan/donations"])
        {
            using var answer = await app.Visit().Http.GetAsync(path, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static object Body(
        string fund = "meiyuan", long? amountMinor = 5_000, string currency = "CNY", string frequency = "once", string? name = null, string? email = null, string? returnUrl = null) =>
        new { fund, amountMinor, currency, frequency, donor = new { name, email, anonymous = false }, message = (string?)null, coverFee = false, returnUrl };

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/donations") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
