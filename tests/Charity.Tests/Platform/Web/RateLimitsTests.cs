using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Tests.Funds;
using Charity.Tests.Support;

namespace Charity.Tests.Platform.Web;

/// <summary>A site of its own with narrow limits; each test is another remote address, as a proxy before the site would report it.</summary>
public sealed class RateLimitsTests(RateLimitsTests.NarrowSite narrow) : IClassFixture<RateLimitsTests.NarrowSite>
{
    [Fact]
    public async Task Page_AskedForTooOften_SaysWhenToComeBack()
    {
        var visitor = Visit("192.0.2.1");
        for (var number = 0; number < 2; number++)
        {
            await visitor.GetAsync("/search?q=x");
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
        }

        using var answer = await visitor.Http.GetAsync("/search?q=x");
        var page = await visitor.GetAsync("/search?q=x");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("操作过于频繁", page.Text("h1"));
        Assert.Contains("请稍等一分钟再试", page.Text("main"), StringComparison.Ordinal);
        await Visit("192.0.2.99").GetAsync("/search?q=x"); // another address is not held up
    }

    [Fact]
    public async Task Form_ReadWithoutEnd_IsNoAttempt()
    {
        var visitor = Visit("192.0.2.2");
        for (var number = 0; number < 5; number++)
        {
            await visitor.GetAsync("/funds/meiyuan/report");
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
        }

        for (var number = 0; number < 2; number++)
        {
            await visitor.SubmitAsync(await visitor.OpenAsync("/funds/meiyuan/report"), "form[action$='/report']");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        }

        await visitor.SubmitAsync(await visitor.OpenAsync("/funds/meiyuan/report"), "form[action$='/report']");
        Assert.Equal(HttpStatusCode.TooManyRequests, visitor.Status);
    }

    [Fact]
    public async Task Api_CalledTooOften_AnswersWithAProblem()
    {
        var visitor = Visit("192.0.2.3");
        HttpResponseMessage answer = null!;
        for (var number = 0; number < 3; number++)
        {
            answer = await visitor.Http.PostAsJsonAsync("/api/v1/donations", new { });
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(TimeSpan.FromSeconds(60), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("too_many_requests", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private Visitor Visit(string address)
    {
        var visitor = narrow.Site.Visit();
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return visitor;
    }

    public sealed class NarrowSite : IAsyncLifetime
    {
        public CharityApp Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Site = await CharityApp.StartAsync(DatabaseKind.Sqlite, settings: [("RateLimits:search", "2"), ("RateLimits:report", "2"), ("RateLimits:giving", "2")]);

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
