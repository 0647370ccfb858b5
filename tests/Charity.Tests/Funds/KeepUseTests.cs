using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class KeepUseTests(SharedSites sites)
{
    private const string Form = "form[action$='/uses']";

    [Theory, OnEveryDatabase]
    public async Task Tell_CorrectAndRemove_FollowOnThePage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/uses"), Form, ("On", "2026-10-01"), ("Title.Zh", "买了米"), ("Text.Zh", "五十袋。"), ("Amount", "1200.50"));
        var use = Assert.Single((await site.ReadFundAsync(slug)).Uses);
        Assert.Equal(120050, use.AmountMinor);
        Assert.Contains("买了米", (await site.Visit().GetAsync($"/funds/{slug}")).Text(".timeline"), StringComparison.Ordinal);

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/uses?id={use.Id}"), Form, ("Title.Zh", "买了面"));
        Assert.Equal("买了面", Assert.Single((await site.ReadFundAsync(slug)).Uses).Title.Zh);

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/uses"), $"form[action$='/{use.Id}/removal']");
        Assert.Empty((await site.ReadFundAsync(slug)).Uses);
    }

    [Theory, OnEveryDatabase]
    public async Task Tell_WithoutDayAndText_KeepsTheForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");

        var page = await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/uses"), Form, ("On", ""), ("Title.Zh", "留下的标题"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Equal(["#On", "#Text_Zh"], page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("留下的标题", page.QuerySelector("#Title_Zh")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task Attach_OfDocument_ShowsItOnlyWhenItExists(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        var officer = await site.SignInAsync("officer");
        const string form = "form[action$='/documents']";

        var refused = await officer.SubmitAsync(await officer.OpenAsync($"/manage/funds/{slug}/uses"), form, ("DocumentTitle.Zh", "章程"), ("Path", "funds/nowhere.pdf"));
        Assert.Contains("媒体库中没有这个文件", refused.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("funds/nowhere.pdf", refused.QuerySelector("#Path")!.GetAttribute("value"));

        await officer.SubmitAsync(refused, form, ("Path", "funds/meiyuan.svg"));
        Assert.Contains("章程", (await site.Visit().GetAsync($"/funds/{slug}")).Text("[aria-labelledby=documents]"), StringComparison.Ordinal);
    }
}
