using System.Net;
using AngleSharp.Dom;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class NeedTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Draft_OfAnotherCommunity_DoesNotExist(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var need = await site.MakeNeedAsync(NeedProcess.Draft);
        var (_, other) = await site.OpenWorkerAsync("tingtao");
        var officer = await site.SignInAsync("officer");

        foreach (var path in (string[])["", "/edit", $"/files/{Guid.NewGuid()}"])
        {
            await other.GetAsync($"/manage/needs/{need.Id}{path}");
            other.AssertStatus(HttpStatusCode.NotFound);
        }

        await officer.GetAsync($"/office/needs/{need.Id}");
        officer.AssertStatus(HttpStatusCode.NotFound);

        // Forms of their own, sent to another's address.
        var own = await other.WriteNeedAsync(NeedSteps.Unique("别处"), "tingtao");
        var desk = await other.OpenAsync($"/manage/needs/{own}");
        desk.QuerySelector("form[action$='/moves']")!.SetAttribute("action", $"/manage/needs/{need.Id}/moves");
        await other.SubmitAsync(desk, "form[action$='/moves']", ("trigger", "withdraw"));
        other.AssertStatus(HttpStatusCode.NotFound);
        var form = await other.OpenAsync($"/manage/needs/{own}/edit");
        form.QuerySelector("form[action$='/edit']")!.SetAttribute("action", $"/manage/needs/{need.Id}/edit");
        await other.SubmitAsync(form, "form[action$='/edit']", ("Title.Zh", "抢来的"));
        other.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal((need.Title, NeedProcess.Draft), ((await site.ReadNeedAsync(need.Id)).Title, (await site.ReadNeedAsync(need.Id)).State));
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_OutsideOnesCare_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var worker = await site.SignInAsync("worker");
        var page = await worker.OpenAsync("/manage/needs/new");
        Assert.Equal(["meiyuan"], page.QuerySelectorAll("#AreaCode option").Select(option => option.GetAttribute("value")));

        await worker.SubmitAsync(page, "main form[action$='/edit']", ("Title.Zh", "别的社区"), ("AreaCode", "tingtao"), ("Category", "elderly"));
        worker.AssertStatus(HttpStatusCode.UnprocessableEntity);

        // Looks after areas, but posting is no part of the role.
        var manager = await site.SignInAsync("manager2");
        foreach (var path in (string[])["/manage/needs", "/manage/needs/new", "/office/needs"])
        {
            await manager.GetAsync(path);
            manager.AssertStatus(HttpStatusCode.Forbidden);
        }

        var (_, street) = await site.OpenWorkerAsync("linbo");
        Assert.Contains("tingtao", (await street.OpenAsync("/manage/needs/new")).QuerySelectorAll("#AreaCode option").Select(option => option.GetAttribute("value")));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_OfAnUnfinishedDraft_SaysWhatIsMissing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, worker) = await site.OpenWorkerAsync("meiyuan");
        var id = await worker.WriteNeedAsync(NeedSteps.Unique("只有标题"));

        var refused = await worker.SubmitAsync(await worker.OpenAsync($"/manage/needs/{id}"), "form[action$='/moves']", ("trigger", "submit"));

        worker.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["who_missing", "people_missing", "lacking_missing", "evidence_missing", "help_missing"], refused.QuerySelectorAll("#missing li").Select(item => item.GetAttribute("data-code")));
        Assert.Equal(NeedProcess.Draft, (await site.ReadNeedAsync(id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_ByWhoWroteIt_IsRefusedWithTheReason(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, both) = await site.OpenWorkerAsync("meiyuan", "Officer");
        var id = await both.WriteNeedAsync(NeedSteps.Unique("自己的"), others: [("Who.Zh", "老人"), ("People", "3"), ("Lacking.Zh", "缺"), ("Evidence.Zh", "据"), ("Help.Zh", "助")]);
        await both.SubmitAsync(await both.OpenAsync($"/manage/needs/{id}"), "form[action$='/moves']", ("trigger", "submit"));
        both.AssertStatus(HttpStatusCode.Found);

        var desk = await both.OpenAsync($"/office/needs/{id}");
        Assert.True(desk.QuerySelector("button[value=publish]")!.HasAttribute("disabled"));
        Assert.Contains("须由同事审核", desk.Text("aside"), StringComparison.Ordinal);
        await both.SubmitAsync(desk, "form[action$='/moves']", ("trigger", "publish"));
        both.AssertStatus(HttpStatusCode.Forbidden);
        Assert.Equal(NeedProcess.Submitted, (await site.ReadNeedAsync(id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Need_FromDraftToMet_IsCheckedToldAndPublished(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (user, worker) = await site.OpenWorkerAsync("meiyuan");
        var title = NeedSteps.Unique("周末助餐<script>alert(1)</script>");
        var id = await worker.WriteNeedAsync(title, others: [("Who.Zh", "<b>老人</b>"), ("People", "3"), ("Lacking.Zh", "缺"), ("Evidence.Zh", "据"), ("Help.Zh", "助")]);
        var officer = await site.SignInAsync("officer");

        await MoveAsync(worker, $"/manage/needs/{id}", "submit");
        Assert.True(await HasAlertAsync(site, id));
        await MoveAsync(officer, $"/office/needs/{id}", "return");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await MoveAsync(officer, $"/office/needs/{id}", "return", "请补充人数来源");
        Assert.Contains("请补充人数来源", (await worker.OpenAsync($"/manage/needs/{id}")).Text(".alert-warning"), StringComparison.Ordinal);
        Assert.False(await HasAlertAsync(site, id));
        await MoveAsync(worker, $"/manage/needs/{id}", "submit");
        await MoveAsync(officer, $"/office/needs/{id}", "publish");
        officer.AssertStatus(HttpStatusCode.Found);

        var need = await site.ReadNeedAsync(id);
        Assert.Matches("^meiyuan-[0-9]{4}-[0-9]+$", need.Slug);
        Assert.Equal(2, (await site.MailsToAsync(user.Email!)).Count(mail => mail.Key.StartsWith($"need:{id:N}", StringComparison.Ordinal)));
        var page = await site.Visit().GetAsync($"/needs/{need.Slug}");
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main script, main b"));
        Assert.Contains(title, (await site.Visit().GetAsync("/needs?fresh=1")).Text("main"), StringComparison.Ordinal);

        await MoveAsync(worker, $"/manage/needs/{id}", "meet", "由银杏树项目承接");
        Assert.Contains("由银杏树项目承接", (await site.Visit().GetAsync($"/needs/{need.Slug}?fresh=2")).Text(".alert"), StringComparison.Ordinal);
        Assert.DoesNotContain(title, (await site.Visit().GetAsync("/needs?fresh=2")).Text("main"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Need_NotPublishedOrWithdrawn_IsNotPublic(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var need = await site.MakeNeedAsync();
        var visitor = site.Visit();
        await visitor.GetAsync($"/needs/{need.Slug}");
        visitor.AssertStatus(HttpStatusCode.OK);

        CallSteps.Demand(await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Withdraw, need.Version, null)));

        await visitor.GetAsync($"/needs/{need.Slug}?fresh=1");
        visitor.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal("not_in_this_state", (await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Meet, need.Version + 1, "晚了"))).Failure!.Code);
        Assert.Equal("changed_meanwhile", (await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Meet, need.Version, "旧页"))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_MadeOnAnOlderRevision_KeepsWhatWasTyped(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, worker) = await site.OpenWorkerAsync("meiyuan");
        var id = await worker.WriteNeedAsync(NeedSteps.Unique("两人同改"));
        var mine = await worker.OpenAsync($"/manage/needs/{id}/edit");
        CallSteps.Demand(await site.SendAsync(NeedSteps.Need(id, "同事的标题")));

        var conflict = await worker.SubmitAsync(mine, "main form[action$='/edit']", ("Title.Zh", "我的标题"));
        worker.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal("我的标题", conflict.QuerySelector("#Title_Zh")!.GetAttribute("value"));
        Assert.Equal("同事的标题", (await site.ReadNeedAsync(id)).Title.Zh);
        await worker.SubmitAsync(conflict, "main form[action$='/edit']");
        Assert.Equal("我的标题", (await site.ReadNeedAsync(id)).Title.Zh);
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_WithSomebodysNumber_IsRefusedAtItsField(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var form = NeedSteps.Need(Guid.CreateVersion7());

        foreach (var (field, wrong) in new (string, KeepNeed)[]
        {
            ("Title.Zh", form with { Title = new() { Zh = "张三 13812345678" } }), ("Who.En", form with { Who = new() { Zh = "老人", En = "call 0510-85012345" } }),
            ("Evidence.Zh", form with { Evidence = new() { Zh = "身份证 110101199003077010" } }), ("Help.Zh", form with { Help = new() { Zh = "１３８ １２３４ ５６７８" } }),
        })
        {
            var failure = Assert.Single((await site.SendAsync(wrong)).Failure!.Fields);
            Assert.Equal((field, "private_number"), (failure.Field, failure.Code));
        }
    }

    private static async Task MoveAsync(Visitor visitor, string address, string trigger, string? note = null) =>
        await visitor.SubmitAsync(await visitor.OpenAsync(address), "form[action$='/moves']", [("trigger", trigger), .. note is null ? [] : new[] { ("note", note) }]);

    private static Task<bool> HasAlertAsync(CharityApp site, Guid id) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<Alert>().AnyAsync(alert => alert.Key == $"need:{id:N}" && alert.ResolvedUtc == null));
}
