using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Charity.Tests.Platform.Settings;

public sealed class SettingsStoreTests
{
    [Theory, OnEveryDatabase]
    public async Task Set_OnOneNode_IsSeenThereAtOnceAndElsewhereWithinFiveSeconds(DatabaseKind database)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await CharityApp.OpenAsync(database, services => services.AddSingleton<TimeProvider>(clock));
        await using var second = site.Again(services => services.AddSingleton<TimeProvider>(clock));
        Assert.Equal("Huwan Charity Federation", await NameAsync(site));
        Assert.Equal("Huwan Charity Federation", await NameAsync(second));

        await SetAsync(site, "Another name");

        Assert.Equal("Another name", await NameAsync(site));
        Assert.Equal("Huwan Charity Federation", await NameAsync(second));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Another name", await NameAsync(second));
    }

    [Theory, OnEveryDatabase]
    public async Task Set_InAUnitThatIsRolledBack_IsNeverSeen(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);

        await site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await services.GetRequiredService<ISettingsStore>().SetAsync(new SiteSettings { Name = new LocalizedText("某", "Rolled back") }, token);

                // Read while it is being written: a value that may be undone must not be kept.
                Assert.Equal("Huwan Charity Federation", (await services.GetRequiredService<ISettingsStore>().GetAsync<SiteSettings>(token)).Name.En);
                return false;
            },
            commit => commit,
            CancellationToken.None));

        Assert.Equal("Huwan Charity Federation", await NameAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Get_OfWhatWasNeverSet_IsTheDefault(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);

        var never = await site.InScopeAsync(services => services.GetRequiredService<ISettingsStore>().GetAsync<NeverSet>(CancellationToken.None).AsTask());

        Assert.Equal(7, never.Number);
        Assert.Equal(7, site.Site.Services.CreateScope().ServiceProvider.GetRequiredService<ISettingsStore>().Peek<NeverSet>().Number);
    }

    private sealed record NeverSet
    {
        public int Number { get; init; } = 7;
    }

    private static Task<string?> NameAsync(CharityApp site) =>
        site.InScopeAsync(async services => (await services.GetRequiredService<ISettingsStore>().GetAsync<SiteSettings>(CancellationToken.None)).Name.En);

    private static Task<bool> SetAsync(CharityApp site, string name) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<ISettingsStore>().SetAsync(new SiteSettings { Name = new LocalizedText("某", name) }, CancellationToken.None);
        return true;
    });
}
