using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Platform.Web;

public sealed class HeadRequestsTests
{
    [Fact]
    public async Task Head_OfEveryKindOfPage_IsAnsweredAsGet()
    {
        await using var app = await CharityApp.OpenAsync(DatabaseKind.Sqlite);
        foreach (var (path, status) in ((string, HttpStatusCode)[])[("/", HttpStatusCode.OK), ("/funds", HttpStatusCode.OK), ("/sitemap.xml", HttpStatusCode.OK), ("/Lakeside/css/site.css", HttpStatusCode.OK), ("/nowhere", HttpStatusCode.NotFound)])
        {
            using var answer = await app.Visit().Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative)), TestContext.Current.CancellationToken);

            Assert.Equal((path, status), (path, answer.StatusCode));
        }
    }
}
