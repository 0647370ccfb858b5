using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Charity.Contents.Contracts;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class MediaTests(ContentSites sites)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AskForAPicture_WithItsVersion_MayBeKeptForEverAndDoesNothing()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var answer = await app.Visit().Http.GetAsync(UrlOf(app, "funds/meiyuan.svg"), Cancelled);

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task AskForAPicture_WithoutItsVersion_MustBeAskedForAgain()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var answer = await app.Visit().Http.GetAsync("/media/funds/meiyuan.svg?v=00000000", Cancelled);

        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/media/../charity.db")]
    [InlineData("/media/%2e%2e/charity.db")]
    [InlineData("/media/..%2fcharity.db")]
    [InlineData("/media/..%5ccharity.db")]
    [InlineData("/media/funds/%2e%2e/%2e%2e/keys/master.key")]
    [InlineData("/media//etc/passwd")]
    [InlineData("/media/")]
    [InlineData("/media/funds/nothing.svg")]
    public async Task AskForAFile_ByATrickOrWrongName_IsNotFound(string address)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        using var http = new HttpClient { BaseAddress = app.Address };
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{app.Address.ToString().TrimEnd('/')}{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.Equal(HttpStatusCode.NotFound, (await http.SendAsync(request, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Url_OfAMissingFile_IsANeutralPicture()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().Http.GetAsync(UrlOf(app, "no/such.jpg"), Cancelled)).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Upload_APicture_ServesItAtOnce(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await app.SignInAsync("editor");
        var name = $"{Guid.CreateVersion7():N}.png";
        await UploadAsync(editor, name, Png(1), ("AlternativeZh", "一条湖"), ("Folder", "test"));

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().Http.GetAsync($"/media/test/{name}", Cancelled)).StatusCode);
        Assert.Contains("?v=", UrlOf(app, $"test/{name}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_OverAnExistingFile_NeedsToBeMeant()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var name = $"{Guid.CreateVersion7():N}.png";
        await UploadAsync(editor, name, Png(1), ("AlternativeZh", "一条湖"));
        var before = UrlOf(app, name);
        var refused = await UploadAsync(editor, name, Png(2), ("AlternativeZh", "另一条湖"));
        Assert.NotNull(refused.QuerySelector(".error-summary a[href='#Replace']"));
        Assert.Equal(before, UrlOf(app, name));
        await UploadAsync(editor, name, Png(2), ("AlternativeZh", "另一条湖"), ("Replace", "true"));

        Assert.NotEqual(before, UrlOf(app, name));
    }

    [Theory]
    [InlineData("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "&lt;script&gt;")]
    [InlineData("a.png", "<html>", "JPEG")]
    public async Task Upload_WhatIsNoPicture_IsRefusedAndTheWordsAreKept(string name, string content, string said)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var page = await UploadAsync(editor, name, Encoding.UTF8.GetBytes(content), ("AlternativeZh", "写好的说明"));

        Assert.Contains(said, page.QuerySelector(".error-summary")!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal("写好的说明", page.QuerySelector("#AlternativeZh")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Upload_MoreThanTenMegabytes_SaysSo()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var page = await UploadAsync(await app.SignInAsync("editor"), "big.jpg", new byte[10_500_000], ("AlternativeZh", "很大"));

        Assert.Contains("10 MB", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_APictureWithoutWords_AsksForThem()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var page = await UploadAsync(await app.SignInAsync("editor"), "a.png", Png(1));

        Assert.NotNull(page.QuerySelector(".error-summary a[href='#AlternativeZh']"));
    }

    [Fact]
    public async Task AskForADocument_FromAnybody_IsADownload()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var name = $"{Guid.CreateVersion7():N}.pdf";
        await UploadAsync(await app.SignInAsync("editor"), name, Encoding.ASCII.GetBytes("%PDF-1.7"));
        var answer = await app.Visit().Http.GetAsync($"/media/{name}", Cancelled);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task Describe_APicture_ChangesItsWords()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        await UploadAsync(editor, $"{Guid.CreateVersion7():N}.png", Png(3), ("AlternativeZh", "旧说明"));
        var page = await editor.OpenAsync("/admin/media");
        page = await editor.SubmitAndFollowAsync(page, ".card form[action$=describe]", ("AlternativeZh", "新说明"), ("AlternativeEn", "New words"));

        Assert.Equal("新说明", page.QuerySelector(".card img")!.GetAttribute("alt"));
    }

    private static string UrlOf(CharityApp app, string path) => app.Site.Services.GetRequiredService<IMedia>().Url(path);

    /// <summary>A signature and one part of a picture, which holds this byte.</summary>
    private static byte[] Png(byte content) => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 1, (byte)'I', (byte)'D', (byte)'A', (byte)'T', content, 0, 0, 0, 0];

    private static async Task<IHtmlDocument> UploadAsync(Visitor visitor, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var page = await visitor.OpenAsync("/admin/media");
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(page.QuerySelector("form[enctype] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        form.Add(new ByteArrayContent(content), "File", name);
        var answer = await visitor.Http.PostAsync("/admin/media", form, Cancelled);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
