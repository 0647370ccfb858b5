using System.Net;
using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Tests.Support;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class MoveFundTests(SharedSites sites)
{
    private const string Form = "form[action$='/moves']";

    [Theory, OnEveryDatabase]
    public async Task Open_WithThingsMissing_IsRefusedItemByItem(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var manager = await site.SignInAsync("manager2");
        var page = await manager.OpenAsync("/manage/funds/luwan");

        var codes = page.QuerySelectorAll("#missing li").Select(item => item.GetAttribute("data-code"));
        Assert.Equal(["filing_number_missing", "plan_cost_missing", "plan_leftover_missing", "partner_agreement_missing"], codes);
        Assert.True(page.QuerySelector($"{Form} button[value=open]")!.HasAttribute("disabled"));
        Assert.Contains("尚缺 4 项", page.Text($"{Form} .hint"), StringComparison.Ordinal);

        var refused = await manager.SubmitAsync(page, Form, ("trigger", "open"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Status);
        Assert.Contains("缺少募捐活动备案编号", refused.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Contains("剩余财产", refused.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(FundProcess.Draft, (await site.ReadFundAsync("luwan")).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_OfCompleteFund_ShowsItToEverybody(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(open: false);
        var resident = site.Visit();
        await resident.GetAsync($"/funds/{slug}");
        Assert.Equal(HttpStatusCode.NotFound, resident.Status);
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}"), Form, ("trigger", "open"), ("note", "材料齐全"));

        Assert.Equal(HttpStatusCode.Found, officer.Status);
        await resident.GetAsync($"/funds/{slug}");
        Assert.Equal(HttpStatusCode.OK, resident.Status);
        var history = (await officer.OpenAsync($"/manage/funds/{slug}")).Text(".timeline");
        Assert.Contains("石敬文", history, StringComparison.Ordinal);
        Assert.Contains("材料齐全", history, StringComparison.Ordinal);
        Assert.NotNull((await site.ReadFundAsync(slug)).OpenedOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Move_OfFundOfAnotherArea_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.MakeFundAsync(area: "nongxiang", open: false);
        var open = await site.MakeFundAsync(area: "nongxiang");
        var worker = await site.SignInAsync("worker"); // looks after meiyuan only

        await worker.GetAsync($"/manage/funds/{draft}");
        Assert.Equal(HttpStatusCode.NotFound, worker.Status);
        await worker.GetAsync($"/manage/funds/{open}/texts");
        Assert.Equal(HttpStatusCode.Forbidden, worker.Status);
        var own = await worker.OpenAsync("/manage/funds/meiyuan");
        own.QuerySelector(Form)!.SetAttribute("action", $"/manage/funds/{open}/moves");
        await worker.SubmitAsync(own, Form, ("trigger", "close"), ("version", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, worker.Status);
        Assert.Equal(FundProcess.Open, (await site.ReadFundAsync(open)).State);
        Assert.Equal("", (await worker.OpenAsync("/manage/funds")).Text($"a[href='/manage/funds/{open}']"));
    }

    [Theory, OnEveryDatabase]
    public async Task Manage_ByManagerOfTheStreet_ReachesItsCommunities(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(area: "nongxiang", open: false);
        var manager = await site.SignInAsync("manager2"); // looks after the street above

        await manager.GetAsync($"/manage/funds/{slug}");

        Assert.Equal(HttpStatusCode.OK, manager.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Move_OnOlderVersion_ChangesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();

        var late = await site.SendAsync(new MoveFund(slug, "close", 0, null));

        Assert.Equal("changed_meanwhile", late.Failure?.Code);
        Assert.Equal(FundProcess.Open, (await site.ReadFundAsync(slug)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Close_AndReopen_KeepTheDays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();

        Assert.True((await site.SendAsync(new MoveFund(slug, "close", 1, null))).Succeeded);
        var closed = await site.ReadFundAsync(slug);
        Assert.NotNull(closed.ClosedOn);
        var resident = site.Visit();
        var page = await resident.GetAsync($"/funds/{slug}");
        Assert.Contains("感谢", page.Text(".giving-panel h2"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".give-bar"));

        Assert.True((await site.SendAsync(new MoveFund(slug, "reopen", 2, null))).Succeeded);
        var reopened = await site.ReadFundAsync(slug);
        Assert.Null(reopened.ClosedOn);
        Assert.Equal(closed.OpenedOn, reopened.OpenedOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Suspend_OfOpenFund_ShowsItWithoutTakingGifts(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();

        Assert.True((await site.SendAsync(new MoveFund(slug, "suspend", 1, "核实举报"))).Succeeded);

        var page = await site.Visit().GetAsync($"/funds/{slug}");
        Assert.Contains("基金已暂停", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".give-bar"));
    }
}
