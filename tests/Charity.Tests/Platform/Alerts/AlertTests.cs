using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Alerts;

public sealed class AlertTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task Raise_AboutAnotherConcern_SaysThatFromNowOn(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var key = $"test:{Guid.NewGuid():N}";
        await RaiseAsync(app, key, "/admin/one", "The payment event {0} could not be applied and waits for you.", "evt_1");

        await RaiseAsync(app, key, "/admin/two", "The provider reports another payment for {0} than was ordered (event {1}). Nothing was booked.", "donation:1", "evt_1");

        var alert = await FindAsync(app, key);
        Assert.StartsWith("The provider reports", alert.Message, StringComparison.Ordinal);
        Assert.Equal(("""["donation:1","evt_1"]""", "/admin/two"), (alert.Arguments, alert.Url));
    }

    [Theory, OnEveryDatabase]
    public async Task Raise_AgainWhileOpen_TellsNobodyASecondTime(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var key = $"test:{Guid.NewGuid():N}";
        await RaiseAsync(app, key, "/admin", "Mail does not get through. Check the mail settings.");
        var first = await FindAsync(app, key);

        await RaiseAsync(app, key, "/admin", "Mail does not get through. Check the mail settings.");
        Assert.Equal(first.RaisedUtc, (await FindAsync(app, key)).RaisedUtc);

        Assert.True(await ResolveAsync(app, key));
        Assert.False(await ResolveAsync(app, key));
        await RaiseAsync(app, key, "/admin", "Mail does not get through. Check the mail settings.");
        Assert.Null((await FindAsync(app, key)).ResolvedUtc);
    }

    private static Task<bool> RaiseAsync(CharityApp app, string key, string url, string message, params string[] arguments) => InTransactionAsync(app, async (alerts, token) =>
    {
        await alerts.RaiseAsync(key, Charity.Platform.Permissions.ManageSettings, url, message, arguments, token);
        return true;
    });

    private static Task<bool> ResolveAsync(CharityApp app, string key) => InTransactionAsync(app, (alerts, token) => alerts.ResolveAsync(key, token));

    private static Task<bool> InTransactionAsync(CharityApp app, Func<IAlerts, CancellationToken, Task<bool>> work) => app.InScopeAsync(services =>
        services.GetRequiredService<UnitOfWork>().ExecuteAsync(token => work(services.GetRequiredService<IAlerts>(), token), CancellationToken.None));

    private static Task<Alert> FindAsync(CharityApp app, string key) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>().AsNoTracking().SingleAsync(alert => alert.Key == key));
}
