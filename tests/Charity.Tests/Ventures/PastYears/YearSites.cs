using Charity.Platform.Recipes;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>Sites with the years of the demonstration: the one that is over, the one that is being decided, and two small calls that have been.</summary>
[CollectionDefinition(nameof(YearSites))]
public sealed class YearSites : ICollectionFixture<YearSites>, IAsyncLifetime
{
    public const string Past = "venture-before";
    public const string Reviewed = "venture-this";
    public const string Running = "spring-grants";
    public const string Noticed = "neighbour-grants";
    private static readonly string[] Recipes = ["demo-more-organisations", "demo-calls", "demo-past-year", "demo-submissions", "demo-small-calls"];
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>().ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => StartAsync(kind)));

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }

    internal static async Task RunRecipesAsync(CharityApp site)
    {
        foreach (var recipe in Recipes)
        {
            await site.Site.Services.GetRequiredService<RecipeRunner>().RunAsync(recipe, new Dictionary<string, string>(), (_, _, _) => { }, CancellationToken.None);
        }
    }

    private static async Task<CharityApp> StartAsync(DatabaseKind kind)
    {
        var site = await CharityApp.StartAsync(kind);
        foreach (var fund in (string[])["changqing", "liudi", "wandu"])
        {
            await site.FillAsync(fund, 5_000_00);
        }

        await RunRecipesAsync(site);
        return site;
    }
}
