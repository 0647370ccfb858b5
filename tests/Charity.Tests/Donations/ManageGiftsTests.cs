using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Donations;

/// <summary>Staff see the gifts of their own funds, filter them, and take them away as tables.</summary>
[Collection(nameof(GiftSites))]
public sealed class ManageGiftsTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task List_GiftsOfOnesFunds_LeavesOutTheOthers(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var mine = await app.GiveAndPayAsync("tingtao", name: Unique("归我"));
        var foreign = await app.GiveAndPayAsync("xinhe", name: Unique("归他"));
        var manager = await app.SignInAsync("manager");

        var page = (await manager.GetAsync("/manage/gifts")).Text();
        Assert.Contains(mine.DonorName, page, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.DonorName, page, StringComparison.Ordinal);
        await manager.GetAsync("/manage/gifts?Fund=xinhe");
        manager.AssertStatus(HttpStatusCode.NotFound);
        await manager.GetAsync($"/manage/gifts/{foreign.Id}");
        manager.AssertStatus(HttpStatusCode.NotFound);

        var finance = await app.SignInAsync("finance");
        var all = (await finance.GetAsync("/manage/gifts")).Text();
        Assert.Contains(mine.DonorName, all, StringComparison.Ordinal);
        Assert.Contains(foreign.DonorName, all, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Dashboard_OfSomebodyWhoServesEveryFund_SaysSo(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);

        Assert.Contains("全部基金", (await (await app.SignInAsync("finance")).GetAsync("/manage")).Text(), StringComparison.Ordinal);
        Assert.Contains("我负责的基金", (await (await app.SignInAsync("manager")).GetAsync("/manage")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task List_WithFiltersInTheAddress_ShowsThose(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var paid = await app.GiveAndPayAsync("wandu", name: Unique("已付"));
        var open = await app.GiveAsync("wandu", name: Unique("未付"));
        var finance = await app.SignInAsync("finance");

        foreach (var (query, shown) in ((string, bool)[])[
            ("Fund=wandu&State=paid", true), ("Fund=wandu&State=pending", false), ($"Q={paid.ReceiptNumber}", true), ("From=2020-01-01&To=2020-12-31", false), ("Source=Online&Fund=wandu", true)])
        {
            var page = (await finance.GetAsync($"/manage/gifts?{query}")).Text();

            Assert.Equal(shown, page.Contains(paid.DonorName, StringComparison.Ordinal));
        }

        Assert.Contains(open.DonorName, (await finance.GetAsync("/manage/gifts?State=pending")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Export_NamesThatAreFormulas_AreText(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var name = $"=HYPERLINK(\"{Guid.NewGuid():N}\")"[..30];
        await app.GiveAndPayAsync("wandu", name: name);
        var finance = await app.SignInAsync("finance");

        var csv = await finance.Http.GetStringAsync("/manage/gifts/export?Fund=wandu&format=csv", TestContext.Current.CancellationToken);

        var line = csv.Split('\n').Single(row => row.Contains(name[12..], StringComparison.Ordinal));
        Assert.DoesNotContain($",{name}", line, StringComparison.Ordinal);
        Assert.DoesNotContain($",\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}", line, StringComparison.Ordinal);
        using var workbook = await finance.Http.GetAsync("/manage/gifts/export?Fund=wandu&format=xlsx", TestContext.Current.CancellationToken);
        Assert.Equal("PK"u8.ToArray(), (await workbook.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
        await finance.GetAsync("/manage/gifts/export?Fund=nosuch");
        finance.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_TheDashboard_ShowsWhatWaitsAndTheFunds(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await app.GiveAndPayAsync("meiyuan", 7_700, message: "请审看");

        var page = (await (await app.SignInAsync("manager")).GetAsync("/manage")).Text();

        Assert.Contains("条留言待审看", page, StringComparison.Ordinal);
        Assert.Contains("梅园社区慈善基金", page, StringComparison.Ordinal);
    }

    /// <summary>A manager sees gifts but enters none; a community worker enters gifts but sees no names. Neither is shown a way that is closed.</summary>
    [Theory, OnEveryDatabase]
    public async Task Open_WithoutTheRight_OffersNoWayThatIsRefused(DatabaseKind database)
    {
        const string Enter = "a[href='/manage/gifts/offline/new']", Gifts = "main a[href^='/manage/gifts?']";
        var app = await sites.OnAsync(database);
        var (manager, worker) = (await app.SignInAsync("manager"), await app.SignInAsync("worker"));

        Assert.Null((await manager.GetAsync("/manage/gifts")).QuerySelector(Enter));
        Assert.NotNull((await manager.GetAsync("/manage")).QuerySelector(Gifts));
        Assert.Null((await worker.GetAsync("/manage")).QuerySelector(Gifts));
        Assert.NotNull((await worker.GetAsync("/manage/gifts/offline")).QuerySelector(Enter));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_StaffPagesAsAResident_IsRefused(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var resident = await app.SignInAsync("resident");
        foreach (var path in (string[])["/manage", "/manage/gifts", "/manage/gifts/export", "/manage/messages", "/manage/gifts/held", "/manage/gifts/offline"])
        {
            await resident.GetAsync(path);
            resident.AssertStatus(HttpStatusCode.Forbidden);
        }
    }

    private static string Unique(string name) => $"{name}{Guid.NewGuid():N}"[..12];
}
