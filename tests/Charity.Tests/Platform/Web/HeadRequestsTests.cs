using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Platform.Web;

[Collection(nameof(PlatformSites))]
public sealed class HeadRequestsTests(PlatformSites sites)
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/funds", HttpStatusCode.OK)]
    [InlineData("/sitemap.xml", HttpStatusCode.OK)]
    [InlineData("/Lakeside/css/site.css", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Head_OfEveryKindOfPage_IsAnsweredLikeGet(string path, HttpStatusCode status)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        using var answer = await site.Visit().Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }
}
