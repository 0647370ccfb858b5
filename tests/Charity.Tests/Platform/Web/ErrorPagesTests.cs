using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Web;

/// <summary>What people and programs are told when something went wrong: what to do next and a number to mention, never how the site is made.</summary>
[Collection(nameof(PlatformSites))]
public sealed partial class ErrorPagesTests(PlatformSites sites)
{
    [Theory]
    [InlineData("zh-CN", "没有找到这个页面", "如需就此与我们联系，请告知编号 ")]
    [InlineData("en", "There is no such page", "If you write to us about this, mention the number ")]
    public async Task UnknownPage_InEachLanguage_HelpsOnAndNamesTheRequest(string culture, string heading, string mention)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = site.Visit(culture);

        var page = await visitor.GetAsync("/no/such/page");

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Equal((culture, heading), (page.DocumentElement.GetAttribute("lang"), page.Text("h1")));
        Assert.Contains(mention, page.Text("main"), StringComparison.Ordinal);
        Assert.Matches(TraceId(), page.Text("main"));
        foreach (var link in page.QuerySelectorAll("main li a").Select(link => link.GetAttribute("href")!))
        {
            await visitor.GetAsync(link);
            Assert.Equal((link, HttpStatusCode.OK), (link, visitor.Status));
        }
    }

    [Theory]
    [InlineData("/%00")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/funds/%E0%A4%A")]
    [InlineData("/funds/<script>alert(1)</script>")]
    [InlineData("/no-such-page?x=<script>alert(1)</script>")]
    [InlineData("/Lakeside/../appsettings.json")]
    [InlineData("/Lakeside/css/nothing.css")]
    public async Task UnknownPage_ByATrick_IsRefusedWithoutRepeatingIt(string path)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        using var answer = await site.Visit().Http.GetAsync(path);

        Assert.InRange((int)answer.StatusCode, 400, 404);
        Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "网站出了一点问题")]
    [InlineData("en", "Something went wrong on our side")]
    public async Task Fault_OnAPage_IsToldWithTheRequestAndNothingFromInside(string culture, string heading)
    {
        var visitor = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit(culture);

        var page = await WhileBrokenAsync(() => visitor.GetAsync($"/funds?q=broken-{culture}"));

        Assert.Equal(HttpStatusCode.InternalServerError, visitor.Status);
        Assert.Equal(heading, page.Text("h1"));
        Assert.Matches(TraceId(), page.Text("main"));
        AssertTellsNothing(page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task Fault_OfTheApi_IsAProblemWithTheRequestAndNothingFromInside()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        using var answer = await WhileBrokenAsync(() => site.Visit().Http.GetAsync("/api/v1/funds?q=broken"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((500, "error"), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.Matches(TraceId(), problem.GetProperty("requestId").GetString());
        AssertTellsNothing(problem.GetRawText());
    }

    [Theory]
    [InlineData("zh-CN", "无法识别这次请求", "请返回并刷新页面，再重复刚才的操作")]
    [InlineData("en", "The request could not be understood", "Go back, load it again and repeat the last step.")]
    public async Task Form_WithoutItsToken_IsRefusedOnAPageThatSaysWhatToDo(string culture, string heading, string advice)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = site.Visit(culture);
        var page = await visitor.OpenAsync("/funds/meiyuan/report");

        // A browser that lost its cookies since, and one that never had the token.
        page.QuerySelector("input[name=__RequestVerificationToken]")!.SetAttribute("value", "another");
        var refused = await visitor.SubmitAsync(page, "form[action$='/report']", ("Reason", "Other"), ("Text", "..."));

        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Equal(heading, refused.Text("h1"));
        Assert.Contains(advice, refused.Text("main"), StringComparison.Ordinal);
        using var bare = await site.Visit(culture).Http.PostAsync("/funds/meiyuan/report", new FormUrlEncodedContent([KeyValuePair.Create("Text", "...")]));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Contains(heading, await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ThatIsTooLarge_SaysSo()
    {
        await using var site = await CharityApp.StartAsync(DatabaseKind.Sqlite, services: services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 50_000));
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/funds/meiyuan/report");

        var refused = await visitor.SubmitAsync(page, "form[action$='/report']", ("Reason", "Other"), ("Text", new string('x', 60_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Status);
        Assert.Equal("文件太大了", refused.Text("h1"));

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/donations") { Content = JsonContent.Create(new { fund = "meiyuan", message = new string('x', 60_000) }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await visitor.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("{ not json", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{ "fund": 7 }""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("fund=meiyuan", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Api_SentWhatItCannotRead_AnswersWithAProblem(string body, string type, HttpStatusCode status)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/donations") { Content = new StringContent(body, new MediaTypeHeaderValue(type)) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());

        using var answer = await site.Visit().Http.SendAsync(request);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private async Task<T> WhileBrokenAsync<T>(Func<Task<T>> ask)
    {
        var trouble = (await sites.OnAsync(DatabaseKind.Sqlite)).Site.Services.GetRequiredService<Trouble>();
        trouble.Request = "ListFunds";
        try
        {
            return await ask();
        }
        finally
        {
            trouble.Request = null;
        }
    }

    private static void AssertTellsNothing(string answer)
    {
        foreach (var inside in (string[])[Trouble.Secret, nameof(InvalidOperationException), "   at ", "Charity.Platform", ".cs:"])
        {
            Assert.DoesNotContain(inside, answer, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex TraceId();
}
