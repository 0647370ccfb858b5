using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Ventures;

/// <summary>The documents a call is published with.</summary>
[Collection(nameof(VentureSites))]
public sealed class PaperTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Paper_OfADraft_IsReadByEverybodyOnceTheCallIsAnnounced(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var officer = await site.SignInAsync("officer");
        Assert.Equal(HttpStatusCode.Found, await AddAsync(officer, slug, "征集公告.pdf"));
        var office = (await officer.OpenAsync($"/office/calls/{slug}/documents")).QuerySelector($"a[href^='/office/calls/{slug}/documents/']")!.GetAttribute("href")!;
        var open = office.Replace("/office", string.Empty, StringComparison.Ordinal);
        var visitor = site.Visit();
        await visitor.GetAsync(open);
        visitor.AssertStatus(HttpStatusCode.NotFound);

        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "announce", 0, null)));
        Assert.Contains("征集公告.pdf", (await visitor.OpenAsync($"/calls/{slug}")).QuerySelector($"a[href='{open}']")!.TextContent, StringComparison.Ordinal);
        await visitor.GetAsync(open);
        visitor.AssertStatus(HttpStatusCode.OK);
        Assert.Empty((await site.ReadCallAsync(slug)).Amendments);
    }

    [Theory, OnEveryDatabase]
    public async Task Paper_AddedOrRemovedAfterTheAnnouncement_IsAPublishedChange(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var officer = await site.SignInAsync("officer");
        await AddAsync(officer, slug, "补充说明.pdf");
        await AddAsync(officer, slug, "补充说明.pdf");
        await officer.SubmitAsync(await officer.OpenAsync($"/office/calls/{slug}/documents"), "form[action$='/remove']");
        officer.AssertStatus(HttpStatusCode.Found);

        var changes = (await site.ReadCallAsync(slug)).Amendments.Select(amendment => amendment.What.Zh).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["新增文件：补充说明.pdf", "移除文件：补充说明.pdf"], changes);
    }

    [Theory, OnEveryDatabase]
    public async Task Paper_FromSomebodyWhoRunsNoCalls_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var page = await (await site.SignInAsync("officer")).OpenAsync($"/office/calls/{slug}/documents");
        var resident = await site.SignInAsync("resident");
        await resident.GetAsync($"/office/calls/{slug}/documents");
        Assert.NotEqual(HttpStatusCode.OK, resident.Status);
        Assert.NotEqual(HttpStatusCode.Found, (await resident.UploadAsync(page, "form[enctype='multipart/form-data']", Uploads.Pdf, "假公告.pdf")).StatusCode);
        Assert.Null((await resident.OpenAsync($"/calls/{slug}")).QuerySelector("#documents"));
    }

    private static async Task<HttpStatusCode> AddAsync(Visitor officer, string slug, string name) =>
        (await officer.UploadAsync(await officer.OpenAsync($"/office/calls/{slug}/documents"), "form[enctype='multipart/form-data']", Uploads.Pdf, name)).StatusCode;
}
