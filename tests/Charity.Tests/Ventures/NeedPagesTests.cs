using System.Net;
using AngleSharp.Dom;
using Charity.Tests.Funds;
using Charity.Tests.Platform.Files;
using Charity.Tests.Support;
using Charity.Ventures.Needs;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class NeedPagesTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Evidence_OfANeed_IsPublicOnlyAsAPhotoAndOncePublished(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var need = await site.MakeNeedAsync(NeedProcess.Draft);
        var (_, worker) = await site.OpenWorkerAsync("meiyuan");
        async Task<string> AddAsync(byte[] file, string name, params (string, string)[] fields)
        {
            var answer = await worker.UploadAsync(await worker.OpenAsync($"/manage/needs/{need.Id}"), "form[action$='/files']", file, name, fields);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return (await worker.OpenAsync($"/manage/needs/{need.Id}")).QuerySelectorAll("#files a").Single(link => link.TextContent.Contains(name, StringComparison.Ordinal)).GetAttribute("href")!.Split('/')[^1];
        }

        var photo = await AddAsync(SampleFiles.Png, "activity.png", ("purpose", "photo"), ("hasConsent", "true"));
        var document = await AddAsync(SampleFiles.Pdf(), "survey.pdf", ("purpose", "document"));
        var scan = await AddAsync([.. SampleFiles.Png, 9], "names.png", ("purpose", "document"));
        var visitor = site.Visit();
        foreach (var guess in (string[])[$"/needs/{need.Id}/photos/{photo}", $"/needs/meiyuan-{DateTime.Today.Year}-1/photos/{photo}"])
        {
            await visitor.GetAsync(guess);
            visitor.AssertStatus(HttpStatusCode.NotFound);
        }

        await worker.SubmitAsync(await worker.OpenAsync($"/manage/needs/{need.Id}"), "form[action$='/moves']", ("trigger", "submit"));
        CallSteps.Demand(await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Publish, 1, null)));
        var slug = (await site.ReadNeedAsync(need.Id)).Slug;
        var shown = await visitor.Http.GetAsync($"/needs/{slug}/photos/{photo}");
        Assert.Equal((HttpStatusCode.OK, "image/png"), (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType));
        Assert.Equal([$"/needs/{slug}/photos/{photo}"], (await visitor.GetAsync($"/needs/{slug}")).QuerySelectorAll("main img").Select(image => image.GetAttribute("src")));
        foreach (var path in (string[])[$"/needs/{slug}/photos/{document}", $"/needs/{slug}/photos/{scan}"])
        {
            await visitor.GetAsync(path);
            visitor.AssertStatus(HttpStatusCode.NotFound);
        }

        var officer = await site.SignInAsync("officer");
        Assert.Equal(HttpStatusCode.OK, (await officer.Http.GetAsync($"/office/needs/{need.Id}/files/{document}")).StatusCode);
        var (_, other) = await site.OpenWorkerAsync("tingtao");
        await other.GetAsync($"/manage/needs/{need.Id}/files/{document}");
        other.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Evidence_NotFitToBePublic_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var need = await site.MakeNeedAsync(NeedProcess.Draft);
        var worker = await site.SignInAsync("worker");
        var desk = await worker.OpenAsync($"/manage/needs/{need.Id}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await worker.UploadAsync(desk, "form[action$='/files']", SampleFiles.Png, "a.png", ("purpose", "photo"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await worker.UploadAsync(desk, "form[action$='/files']", SampleFiles.Pdf(), "a.pdf", ("purpose", "photo"), ("hasConsent", "true"))).StatusCode);
        Assert.Empty((await worker.OpenAsync($"/manage/needs/{need.Id}")).QuerySelectorAll("#files li"));

        // What the office has seen stays as it was seen.
        CallSteps.Demand(await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Submit, 0, null)));
        Assert.Equal(HttpStatusCode.Conflict, (await worker.UploadAsync(desk, "form[action$='/files']", SampleFiles.Pdf(), "a.pdf", ("purpose", "document"))).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task List_ByAreaAndCategory_ShowsWhatLiesThere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (here, there) = (await site.MakeNeedAsync(change: need => need with { AreaCode = "zhukou", Category = "disabled" }), await site.MakeNeedAsync(change: need => need with { AreaCode = "xinhe" }));
        var visitor = site.Visit();
        async Task<string> TitlesAsync(string query) => (await visitor.GetAsync($"/needs?{query}")).Text("main .card-title");

        Assert.Contains(here.Title.Zh, await TitlesAsync("area=qingzhu&category=disabled"), StringComparison.Ordinal);
        Assert.DoesNotContain(there.Title.Zh, await TitlesAsync("area=qingzhu"), StringComparison.Ordinal);
        Assert.DoesNotContain(here.Title.Zh, await TitlesAsync("area=zhukou&category=elderly"), StringComparison.Ordinal);
        Assert.Equal(string.Empty, await TitlesAsync("area=nowhere"));
    }

    [Theory, OnEveryDatabase]
    public async Task List_LongerThanAPage_GoesOnWithoutGapsOrRepeats(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var made = new List<string>();
        for (var i = 0; i < 14; i++)
        {
            made.Add((await site.MakeNeedAsync(change: need => need with { AreaCode = "dongwei" })).Slug!);
        }

        var visitor = site.Visit();
        var first = await visitor.GetAsync("/needs?area=dongwei");
        var second = await visitor.GetAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        string[] Slugs(IParentNode page) => [.. page.QuerySelectorAll(".card-title a").Select(link => link.GetAttribute("href")!["/needs/".Length..])];
        Assert.Equal(12, Slugs(first).Length);
        Assert.Equal(Enumerable.Reverse(made), Slugs(first).Concat(Slugs(second)));
        Assert.Null(second.QuerySelector("a[rel=next]"));
    }

    [Theory, OnEveryDatabase]
    public async Task Call_ThatCollectsNeeds_ShowsThemAndAClosedOneTakesNone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (open, draft) = (await site.MakeCallAsync(announce: true), await site.MakeCallAsync());
        var need = await site.MakeNeedAsync(change: form => form with { Call = open });
        var hidden = await site.MakeNeedAsync(NeedProcess.Submitted, form => form with { Call = open });

        var page = (await site.Visit().GetAsync($"/calls/{open}")).Text("#needs");
        Assert.Contains(need.Title.Zh, page, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Title.Zh, page, StringComparison.Ordinal);
        Assert.Equal("call_takes_no_needs", (await site.SendAsync(NeedSteps.Need(Guid.CreateVersion7()) with { Call = draft })).Failure!.Code);

        // Announced when it was written, cancelled when it is sent.
        var late = await site.MakeNeedAsync(NeedProcess.Draft, form => form with { Call = open });
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(open, "cancel", (await site.ReadCallAsync(open)).Version, "不办了")));
        Assert.Equal("call_takes_no_needs", (await site.SendAsync(new MoveNeed(late.Id, NeedProcess.Submit, 0, null))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Matching_OfAnArea_ShowsNeedMoneyAndService(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeCallAsync(announce: true, title: "对接征集");
        var (here, elsewhere) = (await site.MakeNeedAsync(), await site.MakeNeedAsync(change: need => need with { AreaCode = "luwan" }));

        var page = await site.Visit().GetAsync("/needs/matching?area=meiyuan");

        Assert.Contains(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/needs/{here.Slug}");
        Assert.DoesNotContain(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/needs/{elsewhere.Slug}");
        Assert.Contains(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/calls/{call}");
        Assert.Contains(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/funds/meiyuan");
        Assert.DoesNotContain(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/funds/qingzhu");
        Assert.Contains(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/organisations/ginkgo");
        Assert.DoesNotContain(page.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/organisations/warm-hands");
        Assert.Equal(3, (await site.Visit().GetAsync("/needs/matching")).QuerySelectorAll("tbody tr").Length);
    }
}
