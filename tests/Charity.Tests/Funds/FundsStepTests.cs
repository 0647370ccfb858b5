using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class FundsStepTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Recipe_RunAgain_ChangesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var before = await AuditedAsync(site);

        foreach (var recipe in (string[])["demo-areas", "demo-charity", "demo-funds"])
        {
            await RunAsync(site, recipe);
        }

        Assert.Equal(before, await AuditedAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_OfFundNobodyMayOpen_NamesWhatIsMissing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = FundSteps.NewSlug();

        var wrong = await Assert.ThrowsAsync<RecipeException>(() => RunTextAsync(site, $$"""
            { "name": "Funds", "Funds": [{ "Slug": "{{slug}}", "Name": { "zh": "空" }, "Kind": "Community", "AreaCode": "meiyuan", "Status": "Open", "Committee": [] }] }
            """));

        Assert.Contains("step 1 (Funds)", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("filing_number_missing; ", wrong.Message, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_WithUnknownAreaOrProperty_SaysWhichFund(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var area = await Assert.ThrowsAsync<RecipeException>(() => RunTextAsync(site, """
            { "name": "Funds", "Funds": [{ "Slug": "lost", "Name": { "zh": "空" }, "Kind": "Community", "AreaCode": "atlantis" }] }
            """));
        var misspelt = await Assert.ThrowsAsync<RecipeException>(() => RunTextAsync(site, """
            { "name": "Funds", "Funds": [{ "Slug": "lost", "Name": { "zh": "空" }, "Kind": "Community", "AreaCode": "meiyuan", "Gaol": 1 }] }
            """));

        Assert.Contains("fund lost: there is no area atlantis", area.Message, StringComparison.Ordinal);
        Assert.Contains("Gaol", misspelt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipe_WithAStoryNestedTooDeeply_SaysWhichFund()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var wrong = await Assert.ThrowsAsync<RecipeException>(() => RunTextAsync(site, $$"""
            { "name": "Funds", "Funds": [{ "Slug": "deep", "Name": { "zh": "深" }, "Story": { "zh": "{{new string('>', 500)}}" }, "Kind": "Community", "AreaCode": "meiyuan" }] }
            """));

        Assert.Contains("fund deep: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("nested too deeply", wrong.Message, StringComparison.Ordinal);
    }

    private static Task RunAsync(CharityApp site, string recipe) => site.Site.Services.GetRequiredService<RecipeRunner>()
        .RunAsync(recipe, new Dictionary<string, string>(), (_, _, _) => { }, TestContext.Current.CancellationToken);

    private static async Task RunTextAsync(CharityApp site, string step)
    {
        var file = Path.Combine(site.DataDirectory, $"{Guid.NewGuid():N}.recipe.json");
        await File.WriteAllTextAsync(file, $$"""{ "name": "one", "steps": [{{step}}] }""", TestContext.Current.CancellationToken);
        await RunAsync(site, file);
    }

    /// <summary>How many changes of areas, charity and funds the audit trail has seen.</summary>
    private static Task<int> AuditedAsync(CharityApp site) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Charity.Platform.Audit.AuditEntry>()
        .CountAsync(entry => entry.Action.StartsWith("AreaNode") || entry.Action.StartsWith("CharityOrganisation") || entry.Action.StartsWith("Fund")
            || entry.Action.StartsWith("Campaign") || entry.Action.StartsWith("Committee"), TestContext.Current.CancellationToken));
}
