using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Tests.Funds;
using Charity.Tests.Platform.Files;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class WishFulfilmentTests(SharedSites sites)
{
    private const string Form = "form[action$='/fulfilment']";

    [Theory, OnEveryDatabase]
    public async Task Fulfil_WithPhotoAndSentence_IsPublishedCountedAndThankedFor(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync(change: form => form with { AreaCode = "nongxiang" });
        var user = await site.OpenAccountAsync("送礼人");
        await (await site.SignInAsync(user)).ClaimAsync(wish.Slug!, ("ShownName", "弄堂小店"));
        var (_, worker) = await site.OpenWorkerAsync("nongxiang");
        var before = await FulfilledAsync(site, "nongxiang");
        var visitor = site.Visit();
        await visitor.GetAsync($"/wishes/{wish.Slug}/photo");
        visitor.AssertStatus(HttpStatusCode.NotFound);

        var desk = await worker.OpenAsync($"/manage/wishes/{wish.Id}");
        async Task<HttpStatusCode> SendAsync() => (await worker.UploadAsync(desk, Form, SampleFiles.Png, "photo.png", ("thanks", "老人很高兴<script>1</script>"), ("hasConsent", "true"))).StatusCode;

        Assert.Equal(HttpStatusCode.Redirect, await SendAsync());
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync($"/wishes/{wish.Slug}/photo")).StatusCode);
        var page = await visitor.GetAsync($"/wishes/{wish.Slug}?fresh=1");
        Assert.Contains("弄堂小店", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("老人很高兴<script>1</script>", page.Text("main p"), StringComparison.Ordinal);
        Assert.Equal(before + 1, await FulfilledAsync(site, "nongxiang"));
        Assert.Contains(await site.MailsToAsync(user.Email!), mail => mail.Key.Contains(":thanks:", StringComparison.Ordinal) && mail.Text.Contains("老人很高兴", StringComparison.Ordinal));

        // Pressed twice it is counted once, and the photo stays.
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync());
        Assert.Equal(before + 1, await FulfilledAsync(site, "nongxiang"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync($"/wishes/{wish.Slug}/photo")).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Fulfil_WithoutConsentSentenceOrPicture_IsRefusedAndKeepsNoFile(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync();
        await (await site.SignInAsync(await site.OpenAccountAsync("送礼人"))).ClaimAsync(wish.Slug!);
        var worker = await site.SignInAsync("worker");
        var desk = await worker.OpenAsync($"/manage/wishes/{wish.Id}");
        async Task<HttpStatusCode> SendAsync(byte[] file, string name, params (string, string)[] fields) => (await worker.UploadAsync(desk, Form, file, name, fields)).StatusCode;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(SampleFiles.Png, "a.png", ("thanks", "谢谢")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(SampleFiles.Png, "a.png", ("thanks", " "), ("hasConsent", "true")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(SampleFiles.Png, "a.png", ("thanks", "找她 13812345678"), ("hasConsent", "true")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(SampleFiles.Pdf(), "a.pdf", ("thanks", "谢谢"), ("hasConsent", "true")));
        Assert.Equal(WishProcess.Claimed, (await site.ReadWishAsync(wish.Id)).State);
        Assert.Empty(await site.AttachmentsAsync(attachments => attachments.ListAsync(Wish.FilesOf(wish.Id), CancellationToken.None)));

        // The wish was given back while the worker filled in the form.
        var stale = ((IHtmlInputElement)desk.QuerySelector($"{Form} input[name=version]")!).Value;
        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<CharityDbContext>().Set<WishClaim>().Where(claim => claim.WishId == wish.Id).ExecuteUpdateAsync(claim => claim.SetProperty(c => c.DueUtc, DateTime.UtcNow.AddDays(-1)));
            await services.GetRequiredService<WishClock>().TurnAsync(CancellationToken.None);
            return true;
        });
        Assert.NotEqual(stale, (await site.ReadWishAsync(wish.Id)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(SampleFiles.Png, "a.png", ("thanks", "谢谢"), ("hasConsent", "true")));
        Assert.Empty(await site.AttachmentsAsync(attachments => attachments.ListAsync(Wish.FilesOf(wish.Id), CancellationToken.None)));
    }

    [Theory, OnEveryDatabase]
    public async Task Fulfil_ByWhoTookItOn_IsRefusedWithTheReason(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync();
        var (_, worker) = await site.OpenWorkerAsync("meiyuan");
        await worker.ClaimAsync(wish.Slug!);
        var (_, colleague) = await site.OpenWorkerAsync("meiyuan");

        var own = await worker.OpenAsync($"/manage/wishes/{wish.Id}");
        Assert.Null(own.QuerySelector(Form));
        Assert.Contains("须由同事确认兑现", own.Text("aside"), StringComparison.Ordinal);
        var form = await colleague.OpenAsync($"/manage/wishes/{wish.Id}");
        var token = ((IHtmlInputElement)own.QuerySelector("form[action$='/moves'] input[name=__RequestVerificationToken]")!).Value;
        form.QuerySelector<IHtmlInputElement>($"{Form} input[name=__RequestVerificationToken]")!.Value = token;
        Assert.Equal(HttpStatusCode.Forbidden, (await worker.UploadAsync(form, Form, SampleFiles.Png, "a.png", ("thanks", "谢谢"), ("hasConsent", "true"))).StatusCode);
        Assert.Equal(WishProcess.Claimed, (await site.ReadWishAsync(wish.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task List_OfWishes_CountsEachStateInTheArea(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        async Task<int[]> CountsAsync(string fresh) => [.. (await site.Visit().GetAsync($"/wishes?area=dongwei&fresh={fresh}")).QuerySelectorAll(".tabs .count").Select(count => int.Parse(count.TextContent, System.Globalization.CultureInfo.InvariantCulture))];
        var before = await CountsAsync("1");
        var (open, taken) = (await site.MakeWishAsync(change: form => form with { AreaCode = "dongwei" }), await site.MakeWishAsync(change: form => form with { AreaCode = "dongwei" }));
        await site.MakeWishAsync();
        await (await site.SignInAsync(await site.OpenAccountAsync("某人"))).ClaimAsync(taken.Slug!, ("IsAnonymous", "true"));

        Assert.Equal([before[0] + 1, before[1] + 1, before[2]], await CountsAsync("2"));
        Assert.Contains(open.What.Zh, (await site.Visit().GetAsync("/wishes?area=dongwei&fresh=3")).Text(".card-title"), StringComparison.Ordinal);
        Assert.Contains(taken.What.Zh, (await site.Visit().GetAsync("/wishes?area=qingzhu&state=claimed")).Text(".card-title"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_OfTheDemonstrationsNeeds_RunTwiceChangesNothing(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);
        foreach (var recipe in (string[])["demo-calls", "demo-needs"])
        {
            var first = await site.RunAsync("recipe", recipe);
            Assert.True(first.ExitCode == 0, first.Output);
        }

        var once = await TableContents.OfAsync(site.Database);
        Assert.Contains(once, table => table.StartsWith("Ventures_Needs 8 ", StringComparison.Ordinal));
        Assert.Contains(once, table => table.StartsWith("Ventures_Wishes 14 ", StringComparison.Ordinal));
        Assert.Equal(0, (await site.RunAsync("recipe", "demo-needs")).ExitCode);
        Assert.Equal(once, await TableContents.OfAsync(site.Database));
        Assert.Equal(0, (await site.RunAsync("verify")).ExitCode);
    }

    private static Task<int> FulfilledAsync(CharityApp site, string areaCode) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<WishFigure>().Where(figure => figure.AreaCode == areaCode).SumAsync(figure => figure.Fulfilled));
}
