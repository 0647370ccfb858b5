using System.Net;
using AngleSharp.Dom;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Ventures.Wishes;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class WishTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Draft_OfAnotherCommunity_DoesNotExist(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (draft, sent) = (await site.MakeWishAsync(WishProcess.Draft), await site.MakeWishAsync(WishProcess.Submitted));
        var (_, other) = await site.OpenWorkerAsync("tingtao");
        var officer = await site.SignInAsync("officer");

        foreach (var path in (string[])[$"/manage/wishes/{draft.Id}", $"/manage/wishes/{draft.Id}/edit", $"/manage/wishes/{sent.Id}"])
        {
            await other.GetAsync(path);
            other.AssertStatus(HttpStatusCode.NotFound);
        }

        await officer.GetAsync($"/office/wishes/{draft.Id}");
        officer.AssertStatus(HttpStatusCode.NotFound);
        await officer.GetAsync($"/office/wishes/{sent.Id}");
        officer.AssertStatus(HttpStatusCode.OK);
        foreach (var path in (string[])[$"/wishes/{draft.Id}", $"/wishes/{draft.Id}/claim"])
        {
            await other.GetAsync(path);
            other.AssertStatus(HttpStatusCode.NotFound);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_ByWhoWroteIt_IsRefusedAndAColleagueDoesIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var ((_, writer), (_, colleague)) = (await site.OpenWorkerAsync("meiyuan"), await site.OpenWorkerAsync("meiyuan"));
        var what = NeedSteps.Unique("书包<i>x</i>");
        var page = await writer.OpenAsync("/manage/wishes/new");
        await writer.SubmitAsync(page, "main form[action$='/edit']", ("Who.Zh", "<u>十岁男孩</u>"), ("What.Zh", what), ("Value", "150"), ("Contact", "居委会 0510-85550300"), ("Handover", "工作日"));
        var address = writer.Location!;
        await writer.SubmitAsync(await writer.OpenAsync(address), "form[action$='/moves']", ("trigger", "submit"));
        writer.AssertStatus(HttpStatusCode.Found);

        var desk = await writer.OpenAsync(address);
        Assert.True(desk.QuerySelector("button[value=publish]")!.HasAttribute("disabled"));
        Assert.Contains("须由其他人审核", desk.Text("aside"), StringComparison.Ordinal);
        await writer.SubmitAsync(desk, "form[action$='/moves']", ("trigger", "publish"));
        writer.AssertStatus(HttpStatusCode.Forbidden);

        await colleague.SubmitAsync(await colleague.OpenAsync(address), "form[action$='/moves']", ("trigger", "publish"));
        colleague.AssertStatus(HttpStatusCode.Found);
        var slug = (await site.ReadWishAsync(Guid.Parse(address.Split('/')[^1]))).Slug;
        var shown = await site.Visit().GetAsync($"/wishes/{slug}");
        Assert.Equal(what, shown.QuerySelector("h1")!.TextContent);
        Assert.Empty(shown.QuerySelectorAll("main i, main u"));
        Assert.DoesNotContain("85550300", shown.Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_BeyondTheRules_NamesEach(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        async Task<string> RefusalAsync(Func<KeepWish, KeepWish> change) => (await site.SendAsync(change(NeedSteps.Wish(Guid.CreateVersion7())))).Failure?.Fields.Single().Code ?? "none";

        Assert.Equal("none", await RefusalAsync(wish => wish with { Value = "500.00" }));
        Assert.Equal("value_too_high", await RefusalAsync(wish => wish with { Value = "500.01" }));
        Assert.Equal("value_missing", await RefusalAsync(wish => wish with { Value = "0" }));
        Assert.Equal("value_missing", await RefusalAsync(wish => wish with { Value = "很便宜" }));
        Assert.Equal("private_number", await RefusalAsync(wish => wish with { Who = new() { Zh = "王奶奶 13812345678" } }));
        Assert.Equal("private_number", await RefusalAsync(wish => wish with { Why = new() { Zh = "身份证 110101199003077010" } }));
        Assert.Equal("day_over", await RefusalAsync(wish => wish with { WishedBy = new DateOnly(2020, 1, 1) }));
        Assert.Equal("office_contact_missing", await RefusalAsync(wish => wish with { Contact = "  " }));
        Assert.Equal("area_not_yours", await RefusalAsync(wish => wish with { AreaCode = "nowhere" }));
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_WithAnotherLimitSet_FollowsIt(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);
        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ISettingsStore>().SetAsync(new WishSettings { MostMinor = 10_000 }, CancellationToken.None);
            return true;
        });

        Assert.Equal("value_too_high", (await site.SendAsync(NeedSteps.Wish(Guid.CreateVersion7()) with { Value = "101" })).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(NeedSteps.Wish(Guid.CreateVersion7()) with { Value = "100" }));
    }

    [Theory, OnEveryDatabase]
    public async Task Move_ByATriggerOfAnotherPage_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var open = await site.MakeWishAsync();

        foreach (var trigger in (string[])[WishProcess.Claim, WishProcess.Lapse, WishProcess.Fulfil, WishProcess.GiveBack])
        {
            Assert.Equal(FailureKind.Invalid, (await site.SendAsync(new MoveWish(open.Id, trigger, open.Version, null))).Failure!.Kind);
        }

        Assert.Equal("not_in_this_state", (await site.SendAsync(new MoveWish(open.Id, WishProcess.Publish, open.Version, null))).Failure!.Code);
        Assert.Equal(WishProcess.Open, (await site.ReadWishAsync(open.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Close_OfAWishInHand_TellsWhoTookItOn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync();
        await (await site.SignInAsync("org3")).ClaimAsync(wish.Slug!);
        var worker = await site.SignInAsync("worker");

        await worker.SubmitAsync(await worker.OpenAsync($"/manage/wishes/{wish.Id}"), "form[action$='/moves']", ("trigger", "close"));
        worker.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await worker.SubmitAsync(await worker.OpenAsync($"/manage/wishes/{wish.Id}"), "form[action$='/moves']", ("trigger", "close"), ("note", "亲属已经买了"));

        var claim = Assert.Single(await site.ReadClaimsAsync(wish.Id));
        Assert.Equal(ClaimOutcome.Closed, claim.Outcome);
        Assert.Contains(await Users.People.MailsToAsync(site, "org3@demo.example"), mail => mail.Key.StartsWith(claim.MailKey("closed"), StringComparison.Ordinal) && mail.Text.Contains("亲属已经买了", StringComparison.Ordinal));
        Assert.Contains("亲属已经买了", (await site.Visit().GetAsync($"/wishes/{wish.Slug}?fresh=1")).Text("main"), StringComparison.Ordinal);
    }
}
