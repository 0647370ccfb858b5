using Charity.Tests.Support;

namespace Charity.Tests.Platform.Recipes;

public sealed class RepeatedRecipeTests
{
    [Theory, OnEveryDatabase]
    public async Task Recipe_RunAgain_LeavesEveryTableAsItWas(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);
        var before = await TableContents.OfAsync(site.Database);
        Assert.Contains(before, table => table.StartsWith("Funds_Funds 1", StringComparison.Ordinal));

        var (code, output) = await site.RunAsync("recipe", PreparedSites.PathOf(PreparedSites.TestRecipe));

        Assert.True(code == 0, output);
        Assert.Equal(before, await TableContents.OfAsync(site.Database));
    }
}
