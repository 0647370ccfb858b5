using Charity.BrowserTests.Support;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Monitoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Charity.BrowserTests;

/// <summary>A visit is written where there is no network and sent later: nothing that was typed is lost.</summary>
public sealed class OfflineVisitTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task Visit_WrittenWithoutANetwork_IsSentOnceThereIsOneAgain()
    {
        Chromium.Demand();
        var project = await site.App.StartProjectAsync();
        await using var window = await site.OpenWindowAsync("zh-CN");
        var officer = new Person(window);
        await officer.SignInAsync(await site.App.OpenAccountAsync("石科员", ["Officer"]));
        await officer.OpenAsync($"{project.Office}/visits/new");
        await Assertions.Expect(officer.Page.Locator("form[data-ready=true]")).ToBeVisibleAsync();
        Assert.Empty(officer.Found);

        await officer.Page.Context.SetOfflineAsync(true);
        await officer.Page.ReloadAsync();
        await officer.FillAsync("#Summary", "签到表齐全，现场有二十位老人");
        await officer.FillAsync("#VisitorName", "石科员");
        await officer.FillAsync("#RepresentativeName", "丁戊");
        await officer.Page.Locator("form[data-visit] button").ClickAsync();
        await Assertions.Expect(officer.Page.Locator("#visit-status")).ToContainTextAsync("没有网络");

        // The telephone goes into the pocket: the page is closed and opened again.
        await officer.Page.ReloadAsync();
        await Assertions.Expect(officer.Page.Locator("#Summary")).ToHaveValueAsync("签到表齐全，现场有二十位老人");
        await officer.Page.Context.SetOfflineAsync(false);
        await officer.PressAsync("form[data-visit] button");

        Assert.EndsWith("/visits", officer.Path, StringComparison.Ordinal);
        Assert.Equal(["签到表齐全，现场有二十位老人"], await SummariesAsync());

        // The next visit is written on the page that the device still keeps.
        await officer.Page.Context.SetOfflineAsync(true);
        await officer.Page.GotoAsync($"{project.Office}/visits/new");
        await officer.FillAsync("#Summary", "第二次查看");
        await officer.FillAsync("#VisitorName", "石科员");
        await officer.FillAsync("#RepresentativeName", "丁戊");
        await officer.Page.Context.SetOfflineAsync(false);
        await officer.PressAsync("form[data-visit] button");
        Assert.Equal(["签到表齐全，现场有二十位老人", "第二次查看"], await SummariesAsync());
    }

    private Task<List<string>> SummariesAsync() => site.App.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<SiteVisit>().AsNoTracking().OrderBy(visit => visit.SentUtc).Select(visit => visit.Summary).ToListAsync());
}
