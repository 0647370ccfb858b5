using System.Net;
using System.Net.Sockets;
using System.Text;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static Charity.Tests.Platform.Files.AttachmentActs;

namespace Charity.Tests.Platform.Files;

[Collection(nameof(AttachmentSites))]
public sealed class AttachmentPagesTests(AttachmentSites sites)
{
    private const long TwoGigabytes = 2L * 1024 * 1024 * 1024;

    [Theory, OnEveryDatabase]
    public async Task Download_AChineseName_IsOfferedUnderThatName(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var editor = await app.SignInAsync("editor");
        var address = await UploadAsync(editor, SampleFiles.Pdf(), "项目预算 *终稿*.PDF");
        var answer = await editor.Http.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(SampleFiles.Pdf(), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.ToString());
        var disposition = Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));
        Assert.StartsWith("attachment; filename=", disposition, StringComparison.Ordinal);
        Assert.EndsWith("; filename*=UTF-8''%E9%A1%B9%E7%9B%AE%E9%A2%84%E7%AE%97%20-%E7%BB%88%E7%A8%BF-.pdf", disposition, StringComparison.Ordinal);
        Assert.All(disposition, character => Assert.True(char.IsAscii(character)));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
        Assert.Equal("none", answer.Headers.AcceptRanges.ToString());
        var piece = await editor.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(0, 3) } });
        Assert.Equal(HttpStatusCode.OK, piece.StatusCode);
    }

    [Theory]
    [InlineData("?show=true", "inline")]
    [InlineData("", "attachment")]
    public async Task Download_APicture_IsShownOnlyWhenAsked(string query, string disposition)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var address = await UploadAsync(editor, SampleFiles.Png, "a.png");

        Assert.Equal(disposition, (await editor.Http.GetAsync(address + query)).Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task Download_ADocumentToBeShown_IsOfferedAllTheSame()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var address = await UploadAsync(editor, UniqueText(), "a.txt");

        Assert.Equal("attachment", (await editor.Http.GetAsync(address + "?show=true")).Content.Headers.ContentDisposition!.DispositionType);
        Assert.Empty(await (await editor.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, address))).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Upload_WithoutSigningIn_IsNotEvenRead()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var answer = await app.Visit().Http.PostAsync($"/test/attachments/{Guid.NewGuid()}", Form("none", new ByteArrayContent(SampleFiles.Pdf()), "a.pdf"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/account/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_WithoutAToken_IsRefused()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");

        Assert.Equal(HttpStatusCode.BadRequest, (await editor.Http.PostAsync($"/test/attachments/{Guid.NewGuid()}", Form("none", new ByteArrayContent(SampleFiles.Pdf()), "a.pdf"))).StatusCode);
    }

    [Fact]
    public async Task Upload_ALittleTooLarge_IsToldSoKindly()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var answer = await SendAsync(editor, new ByteArrayContent(new byte[25 * 1024 * 1024]), "a.pdf");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("20 MB", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_TwoGigabytes_IsRefusedInWordsUnread()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        using var content = new EndlessStream(TwoGigabytes);
        var answer = await SendAsync(await app.SignInAsync("editor"), new KnownLengthContent(content, TwoGigabytes), "a.pdf");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("文件太大了", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, content.BytesRead);
        Assert.Empty(app.UnfinishedFiles());
    }

    /// <summary>Who sends without saying how much cannot be told before; no browser sends a form so.</summary>
    [Fact]
    public async Task Upload_TwoGigabytesInChunks_IsCutOff()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        using var content = new EndlessStream(TwoGigabytes);
        try
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(await app.SignInAsync("editor"), new ChunkedContent(content), "a.pdf")).StatusCode);
        }
        catch (HttpRequestException)
        {
            // The site hung up while this was still sending.
        }

        Assert.InRange(content.BytesRead, 20 * 1024 * 1024, 100 * 1024 * 1024);
        Assert.Empty(app.UnfinishedFiles());
    }

    /// <summary>It promises a small body and goes on sending: what follows is no part of the request.</summary>
    [Fact]
    public async Task Upload_WithALyingLength_EndsWhereTheLengthSays()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var cookies = editor.Cookies.GetCookieHeader(app.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        await using var wire = client.GetStream();
        await wire.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /test/attachments/{Guid.NewGuid()} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100\r\n\r\n--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n" + new string('a', 100_000)));
        using var reader = new StreamReader(wire);

        Assert.Contains(" 400 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Empty(app.UnfinishedFiles());
    }

    [Fact]
    public async Task Upload_WithOthersOnTheWay_IsToldToWait()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var user = await app.OpenAccountAsync();
        var visitor = await app.SignInAsync(user);
        var turns = app.Site.Services.GetRequiredService<UploadTurns>();
        var taken = Enumerable.Range(0, UploadTurns.MostOfAPerson).Select(_ => turns.Take(user.Id.ToString()).Turn!).ToList();
        var refused = await SendAsync(visitor, new ByteArrayContent(UniqueText()), "a.txt", "/account/privacy");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Contains("您的其他文件仍在上传", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        taken.ForEach(turn => turn.Dispose());
        for (var round = 0; round <= UploadTurns.MostOfAPerson; round++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(visitor, new ByteArrayContent(UniqueText()), "a.txt", "/account/privacy")).StatusCode);
        }
    }

    [Fact]
    public async Task Upload_WhileTheNodeIsFull_IsToldToWait()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var turns = app.Site.Services.GetRequiredService<UploadTurns>();
        var taken = Enumerable.Range(0, UploadTurns.MostAtOnce).Select(number => turns.Take($"person {number}").Turn!).ToList();
        var refused = await SendAsync(editor, new ByteArrayContent(UniqueText()), "a.txt");
        taken.ForEach(turn => turn.Dispose());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("当前上传文件的人较多", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_MoreThanAPersonMaySendInAMinute_StopsThatPersonAlone()
    {
        using var turns = new UploadTurns(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("RateLimits:upload", "3")]).Build());
        for (var sent = 0; sent < 3; sent++)
        {
            turns.Take("one").Turn!.Dispose();
        }

        Assert.Equal((429, "attachment_too_fast"), (turns.Take("one").Wait!.Status, turns.Take("one").Wait!.Why.Code));
        Assert.NotNull(turns.Take("another").Turn);
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_TheAccountOfAnUploader_TakesTheNameFromTheFileAlone(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var user = await app.OpenAccountAsync("何小溪");
        var visitor = await app.SignInAsync(user);
        var sent = await SendAsync(visitor, new ByteArrayContent(UniqueText()), "a.txt", "/account/privacy");
        var id = Guid.Parse(await sent.Content.ReadAsStringAsync());
        Assert.Equal("何小溪", (await RowAsync(app, id)).UploadedByName);
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/privacy"), "form[action='/account/privacy/erase']", ("Confirmation", user.Email!), ("Password", People.Password));

        var row = await RowAsync(app, id);
        Assert.Equal((user.Id, string.Empty, AttachmentState.Stored), (row.UploadedById, row.UploadedByName, row.State));
    }

    [Theory, OnEveryDatabase]
    public async Task List_OfWhoMayChange_RemovesAFile(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var editor = await app.SignInAsync("editor");
        var address = await UploadAsync(editor, UniqueText(), "说明.txt");
        var list = address[..address.LastIndexOf('/')];
        Assert.Null((await editor.OpenAsync(list)).QuerySelector("form"));
        var page = await editor.OpenAsync(list + "?mayChange=true");
        Assert.Equal("说明.txt", page.QuerySelector($"a[href='{address}']")!.TextContent.Trim());
        Assert.Contains("20 MB", page.QuerySelector("#File-hint")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("移除 说明.txt", page.QuerySelector("form[action$=remove] button")!.GetAttribute("aria-label"));

        await editor.SubmitAsync(page, "form[action$=remove]");
        Assert.Equal(HttpStatusCode.NotFound, (await editor.Http.GetAsync(address)).StatusCode);
        Assert.Contains("还没有文件", (await editor.OpenAsync(list)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(Visitor visitor, byte[] content, string name)
    {
        var address = $"/test/attachments/{Guid.NewGuid()}";
        var answer = await visitor.Http.PostAsync(address, Form(await TokenAsync(visitor), new ByteArrayContent(content), name));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return $"{address}/{await answer.Content.ReadAsStringAsync()}";
    }

    private static Task<Attachment> RowAsync(CharityApp app, Guid id) => app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Attachment>().SingleAsync(row => row.Id == id));

    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, HttpContent content, string name, string page = "/admin/media") =>
        await visitor.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/test/attachments/{Guid.NewGuid()}") { Content = Form(await TokenAsync(visitor, page), content, name), Headers = { ExpectContinue = true } });

    private static async Task<string> TokenAsync(Visitor visitor, string page = "/admin/media") =>
        (await visitor.OpenAsync(page)).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private class ChunkedContent(Stream content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => content.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class KnownLengthContent(Stream content, long known) : ChunkedContent(content)
    {
        protected override bool TryComputeLength(out long length)
        {
            length = known;
            return true;
        }
    }
}
