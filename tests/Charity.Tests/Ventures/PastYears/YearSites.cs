using Charity.Platform.Recipes;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>Sites with the years of the demonstration: the one that is over and the one that is being decided.</summary>
[CollectionDefinition(nameof(YearSites))]
public sealed class YearSites : ICollectionFixture<YearSites>, IAsyncLifetime
{
    public const string Past = "venture-before";
    public const string Reviewed = "venture-this";
    private static readonly string[] Recipes = ["demo-more-organisations", "demo-calls", "demo-past-year", "demo-submissions"];
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
        await RunRecipesAsync(site);
        return site;
    }
}
