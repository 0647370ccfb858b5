using System.Net;
using Charity.Platform.Recipes;
using Charity.Platform.Verification;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Modules;

/// <summary>What a recipe switches off is gone, pages and menu, and comes back.</summary>
public sealed class FeatureTests
{
    private const string Offline = "Charity.Donations.Offline", Page = "/manage/gifts/offline";

    [Fact]
    public async Task Feature_SwitchedOffAndOn_GoesAndComesBack()
    {
        await using var app = await CharityApp.StartAsync(DatabaseKind.Sqlite);
        var worker = await app.SignInAsync("finance");
        Assert.NotNull((await worker.OpenAsync("/manage")).QuerySelector($"nav a[href='{Page}']"));

        await RunAsync(app, "disable", Offline);
        Assert.Null((await worker.OpenAsync("/manage")).QuerySelector($"a[href^='{Page}']"));
        Assert.Null((await worker.OpenAsync("/manage/gifts")).QuerySelector($"a[href^='{Page}']"));
        await worker.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.NotFound, worker.Status);

        await RunAsync(app, "enable", Offline);
        await worker.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.OK, worker.Status);
    }

    [Theory]
    [InlineData("Charity.Nothing", "there is no feature Charity.Nothing")]
    [InlineData("Charity.Ledger", "the site cannot run without the feature Charity.Ledger")]
    public async Task Feature_UnknownOrNeeded_IsRefusedInWords(string feature, string words)
    {
        await using var app = await CharityApp.OpenAsync(DatabaseKind.Sqlite);

        var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(app, "disable", feature));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(CharityApp app, string what, string feature)
    {
        var file = Path.Combine(app.DataDirectory, "features.recipe.json");
        await File.WriteAllTextAsync(file, $$"""{ "name": "features", "steps": [ { "name": "feature", "{{what}}": ["{{feature}}"] } ] }""");
        ReportProgress silent = (_, _, _) => { };
        await app.Site.Services.GetRequiredService<RecipeRunner>().RunAsync(file, new Dictionary<string, string>(), silent, CancellationToken.None);
    }
}
