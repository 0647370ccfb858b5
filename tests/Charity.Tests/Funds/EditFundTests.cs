using System.Net;
using AngleSharp.Dom;
using Charity.Funds.Manage;
using Charity.Organisations.Contracts;
using Charity.Tests.Support;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class EditFundTests(SharedSites sites)
{
    private const string Form = "form[action$='/texts']";

    [Theory, OnEveryDatabase]
    public async Task Save_OfAllTexts_ShowsThemOnThePage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(
            await officer.OpenAsync($"/manage/funds/{slug}/texts"), Form,
            ("Name.Zh", "改名基金"), ("Name.En", "Renamed fund"), ("Summary.Zh", "新的一句话"), ("Goal", "２，５００"), ("Presets", "100 20；50"), ("LargeGift", "3000.50"));

        Assert.Equal(HttpStatusCode.Found, officer.Status);
        var fund = await site.ReadFundAsync(slug);
        Assert.Equal((250000, 300050), (fund.GoalMinor, fund.LargeGiftMinor));
        Assert.Equal([2000, 5000, 10000], fund.PresetsMinor);
        Assert.Equal("改名基金", (await site.Visit().GetAsync($"/funds/{slug}")).Text("h1"));
        Assert.Equal("Renamed fund", (await site.Visit("en").GetAsync($"/funds/{slug}")).Text("h1"));
    }

    [Theory, OnEveryDatabase]
    public async Task Save_AfterSomebodyElse_KeepsWhatWasTypedAndSaysSo(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");
        var mine = await officer.OpenAsync($"/manage/funds/{slug}/texts");
        Assert.True((await site.SendAsync(FundSteps.Texts(slug, (await site.ReadFundAsync(slug)).Revision, "别人的名称"))).Succeeded);

        var conflict = await officer.SubmitAsync(mine, Form, ("Name.Zh", "我的名称"));

        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Equal("我的名称", conflict.QuerySelector("#Name_Zh")!.GetAttribute("value"));
        Assert.Contains("您填写的内容还在", conflict.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("别人的名称", (await site.ReadFundAsync(slug)).Name.Zh);

        await officer.SubmitAsync(conflict, Form);
        Assert.Equal(HttpStatusCode.Found, officer.Status);
        Assert.Equal("我的名称", (await site.ReadFundAsync(slug)).Name.Zh);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfAStoryNestedTooDeeply_IsRefusedAndThePageStays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");

        var again = await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/texts"), Form, ("Story.Zh", new string('>', 500) + "深"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains("嵌套太深", again.Text(".error-summary"), StringComparison.Ordinal);
        var visitor = site.Visit();
        await visitor.GetAsync($"/funds/{slug}");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfAStoryWithATable_AlignsItWithoutInlineStyle(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(
            await officer.OpenAsync($"/manage/funds/{slug}/texts"), Form, ("Story.Zh", "## 花费\n\n| 项目 | 金额 |\n| :-: | ---: |\n| 食材 | 12.00 |\n\n[坏](javascript:alert(1))"));

        var story = (await officer.OpenAsync($"/funds/{slug}")).QuerySelector(".prose")!;
        Assert.Equal("花费", story.QuerySelector("h3")!.TextContent);
        Assert.Equal("12.00", story.QuerySelector("td.num")!.TextContent);
        Assert.Empty(story.QuerySelectorAll("[style], a"));
    }

    [Theory, OnEveryDatabase]
    public async Task Save_WithWrongAmounts_NamesEveryFieldAndKeepsTheForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");

        var page = await officer.SubmitAsync(
            await officer.OpenAsync($"/manage/funds/{slug}/texts"), Form, ("Name.Zh", ""), ("Goal", "很多"), ("Presets", "20 abc"), ("LargeGift", "0"), ("Cover", "funds/nowhere.svg"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Equal(["#Name_Zh", "#Goal", "#LargeGift", "#Presets"], page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("很多", page.QuerySelector("#Goal")!.GetAttribute("value"));
        Assert.Equal("20 abc", page.QuerySelector("#Presets")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfStoryWithMarkup_ShowsItAsText(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        const string story = "## 标题\n\n<script>alert(1)</script> <img src=x onerror=alert(2)> [点我](javascript:alert(3)) [好](https://example.org/)";
        var slug = await site.MakeFundAsync(name: "<b>粗体</b>基金", story: new TypedText { Zh = story });

        var page = await site.Visit().GetAsync($"/funds/{slug}");

        var prose = page.QuerySelector(".prose")!;
        Assert.Contains("<script>alert(1)</script>", prose.TextContent, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(2)>", prose.TextContent, StringComparison.Ordinal);
        Assert.Empty(prose.QuerySelectorAll("script, img"));
        Assert.Contains("点我", prose.TextContent, StringComparison.Ordinal);
        Assert.Equal(["https://example.org/"], prose.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("标题", prose.QuerySelector("h3")!.Text());
        Assert.Equal("<b>粗体</b>基金", page.Text("h1"));
    }

    [Theory, OnEveryDatabase]
    public async Task Save_LosingWhatAnOpenFundNeeds_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var revision = (await site.ReadFundAsync(slug)).Revision;

        var story = await site.SendAsync(FundSteps.Texts(slug, revision) with { Story = new TypedText() });
        var committee = await site.SendAsync(new SeatCommittee { Slug = slug, Revision = revision, Seats = [new() { Name = "甲" }] });
        var campaign = await site.SendAsync(FundSteps.Campaign(slug, revision) with { FilingNumber = null });

        Assert.Equal(["story_missing"], story.Failure!.Fields.Select(field => field.Code));
        Assert.Equal(["committee_too_small", "committee_without_supervisor"], committee.Failure!.Fields.Select(field => field.Code));
        Assert.Equal(["filing_number_missing"], campaign.Failure!.Fields.Select(field => field.Code));
        var fund = await site.ReadFundAsync(slug);
        Assert.Equal((revision, 5), (fund.Revision, fund.Committee.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfOtherPurposeByFundManager_IsRefusedOnceTheFundHasOpened(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var manager = await site.SignInAsync("manager2");

        var page = await manager.SubmitAsync(await manager.OpenAsync($"/manage/funds/{slug}/texts"), Form, ("Purpose.Zh", "买车"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Status);
        Assert.Contains("用途已备案", page.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("买车", page.QuerySelector("#Purpose_Zh")!.TextContent.Trim());
        Assert.Equal("用途", (await site.ReadFundAsync(slug)).Purpose!.Zh);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfCampaignWithUnreadableDay_DoesNotClearIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(open: false);
        var officer = await site.SignInAsync("officer");

        var page = await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/campaign"), "form[action$='/campaign']", ("EndsOn", "31.12."), ("FilingNumber", "B2"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains("无法识别", page.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("B2", page.QuerySelector("#FilingNumber")!.GetAttribute("value"));
        Assert.Equal(new DateOnly(2090, 1, 1), (await site.ReadFundAsync(slug)).Campaign!.EndsOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfCommitteeAndPartners_LeavesEmptyRowsOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(open: false);
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/committee"), "form[action$='/committee']", ("Seats[5].Name", "己"), ("Seats[5].Role", "Supervisor"), ("Seats[0].Name", ""));
        Assert.Equal($"/manage/funds/{slug}/committee", officer.Location);
        await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/campaign"), "form[action$='/campaign']", ("Partners[1].Name.Zh", "伙伴"), ("Partners[1].AssessedOn", "2026-02-03"));

        var fund = await site.ReadFundAsync(slug);
        Assert.Equal(["乙", "丙", "丁", "戊", "己"], fund.Committee.OrderBy(member => member.Position).Select(member => member.Name));
        var partner = Assert.Single(fund.Campaign!.Partners);
        Assert.Equal(("伙伴", new DateOnly(2026, 2, 3), null), (partner.Name.Zh, partner.AssessedOn, partner.AgreementOn));
    }
}
