using System.Net;
using AngleSharp.Dom;
using Charity.Organisations.Contracts;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(FundSites))]
public sealed class AreaPagesTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Tree_OfTheRecipe_KeepsItsOrder(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var areas = await AllAsync(site);

        Assert.Equal(["huwan", "linbo", "meiyuan", "tingtao", "wandu"], areas.Take(5).Select(area => area.Code));
        Assert.Equal("/huwan/linbo/tingtao/", areas.Single(area => area.Code == "tingtao").Path);
        Assert.Equal(("linbo", AreaKind.Community), (areas[3].ParentCode, areas[3].Kind));
    }

    [Theory, OnEveryDatabase]
    public async Task Add_AndRename_AreSeenAtOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var code = FundSteps.NewSlug();
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(await officer.OpenAsync("/admin/areas/new?parent=linbo"), "form[action='/admin/areas/new']", ("Kind", "Community"), ("Code", code), ("Name.Zh", "新社区"));
        Assert.Equal("/admin/areas", officer.Location);
        Assert.Equal($"/huwan/linbo/{code}/", (await AllAsync(site)).Single(area => area.Code == code).Path);

        var form = await officer.OpenAsync($"/admin/areas/{code}");
        await officer.SubmitAsync(form, $"form[action='/admin/areas/{code}']", ("Name.Zh", "新名社区"));
        Assert.Equal("新名社区", (await AllAsync(site)).Single(area => area.Code == code).Name.Zh);

        var late = await officer.SubmitAsync(form, $"form[action='/admin/areas/{code}']", ("Name.Zh", "太晚的名字"));
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Equal("太晚的名字", late.QuerySelector("#Name_Zh")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task Add_WithTakenCodeOrWithoutName_KeepsTheForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var officer = await site.SignInAsync("officer");
        var form = await officer.OpenAsync("/admin/areas/new?parent=linbo");

        var taken = await officer.SubmitAsync(form, "form[action='/admin/areas/new']", ("Kind", "Community"), ("Code", "wandu"), ("Name.Zh", "又一个晚渡"));
        var nameless = await officer.SubmitAsync(form, "form[action='/admin/areas/new']", ("Kind", "Community"), ("Code", "x"));

        Assert.Contains("已被其他区划使用", taken.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("又一个晚渡", taken.QuerySelector("#Name_Zh")!.GetAttribute("value"));
        Assert.Equal(["#Name_Zh"], nameless.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
    }

    [Theory, OnEveryDatabase]
    public async Task Areas_ForAFundManager_AreRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var manager = await site.SignInAsync("manager");

        await manager.GetAsync("/admin/areas");

        Assert.Equal(HttpStatusCode.Forbidden, manager.Status);
    }

    private static Task<IReadOnlyList<Area>> AllAsync(CharityApp site) =>
        site.InScopeAsync(services => services.GetRequiredService<IAreas>().AllAsync(TestContext.Current.CancellationToken).AsTask());
}
