using System.Net;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Web;

[Collection(nameof(PlatformSites))]
public sealed class SecurityHeadersTests(PlatformSites sites)
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/account/sign-in", HttpStatusCode.OK)]
    [InlineData("/api/v1/funds", HttpStatusCode.OK)]
    [InlineData("/Lakeside/css/site.css", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/admin", HttpStatusCode.Found)]
    public async Task Answer_OfAnyKind_CarriesThePolicy(string path, HttpStatusCode status)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        using var answer = await site.Visit().Http.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        AssertPolicy(answer);
    }

    [Theory]
    [InlineData("/funds?q=broken")]
    [InlineData("/api/v1/funds?q=broken")]
    public async Task Answer_AfterAFaultOfOurs_CarriesThePolicy(string path)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var trouble = site.Site.Services.GetRequiredService<Trouble>();
        trouble.Request = "ListFunds";
        try
        {
            using var answer = await site.Visit().Http.GetAsync(path);

            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            AssertPolicy(answer);
        }
        finally
        {
            trouble.Request = null;
        }
    }

    [Fact]
    public async Task Answer_FromTheCache_CarriesThePolicy()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        await site.Visit().Http.GetAsync("/funds?area=linbo");

        using var answer = await site.Visit().Http.GetAsync("/funds?area=linbo");

        Assert.NotNull(answer.Headers.Age);
        AssertPolicy(answer);
    }

    private static void AssertPolicy(HttpResponseMessage answer)
    {
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(policy, directive => directive.Contains("unsafe", StringComparison.Ordinal));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(answer.Headers.Contains("Server"), "The answer names the server's software.");
    }
}
