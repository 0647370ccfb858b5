using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class DashboardTests(ContentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task OpenOverview_WithAnOpenAlert_ShowsItToThoseItConcerns(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        await RaiseAsync(app, "media:1", "ManageMedia", "/admin/media");
        await RaiseAsync(app, "users:1", "ManageSettings", "/admin/settings");
        var page = await (await app.SignInAsync("editor")).OpenAsync("/admin");

        Assert.NotNull(page.QuerySelector(".inbox a[href='/admin/media']"));
        Assert.Null(page.QuerySelector(".inbox a[href='/admin/settings']"));
    }

    [Fact]
    public async Task OpenOverview_AsAWriter_OffersOnlyWhatTheyMayDo()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var places = (await (await app.SignInAsync("writer")).OpenAsync("/admin")).QuerySelectorAll(".panel a").Select(link => link.GetAttribute("href"));

        Assert.Equal(["/admin/content"], places);
    }

    private static Task<bool> RaiseAsync(CharityApp app, string key, string permission, string url) => app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
        async token =>
        {
            await services.GetRequiredService<IAlerts>().RaiseAsync(key, permission, url, "The file is at {0}.", ["here"], token);
            return true;
        },
        CancellationToken.None));
}
