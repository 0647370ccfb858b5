using Charity.Platform;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Security;
using Charity.Tests.Support;
using Charity.Users.Accounts;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class RecipesTests(UsersSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Recipe_RunAgain_ChangesNothingAndKeepsThePassword(DatabaseKind database)
    {
        await using var site = await UsersSites.StartAsync(database);
        var changed = await site.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<AccountManager>();
            return await accounts.ChangePasswordAsync((await accounts.FindByEmailAsync("resident@demo.example"))!, CharityApp.Password, "a brand new password");
        });
        Assert.True(changed.Succeeded);
        var before = await DescribeAsync(site);

        await RunAsync(site, UsersSites.Recipe);

        Assert.Equal(before, await DescribeAsync(site));
        await site.Visit().SignInAsync("resident@demo.example", "a brand new password");
    }

    [Theory, OnEveryDatabase]
    public async Task Users_OfARecipe_AreFoundWithTheirScopesAndPermissions(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (person, scopes, holders) = await site.InScopeAsync(async services =>
        {
            var directory = services.GetRequiredService<IUserDirectory>();
            var person = (await directory.FindByEmailAsync(" Resident@DEMO.example ", default))!;
            return (person, await services.GetRequiredService<IUserScopes>().OfAsync(person.Id, default), await directory.HoldersAsync("ViewAuditTrail", default));
        });

        Assert.Equal(("沈小荷", true, "zh-CN"), (person.Name, person.EmailConfirmed, person.Culture));
        Assert.Equal(["meiyuan"], scopes.AreaCodes);
        Assert.Equal(["meiyuan", "tingtao"], scopes.FundSlugs.Order());
        var emails = holders.Select(holder => holder.Email).ToList();
        Assert.Contains("admin@demo.example", emails);
        Assert.Contains("auditor@demo.example", emails);
        Assert.DoesNotContain("resident@demo.example", emails);
    }

    [Theory]
    [InlineData("""{ "name": "Roles", "Roles": [{ "Name": "X", "DisplayName": { "zh": "某" }, "Description": { "zh": "某" }, "Permissions": ["FlyToTheMoon"] }] }""", "FlyToTheMoon")]
    [InlineData("""{ "name": "Roles", "Roles": [{ "Name": "X", "DisplayName": { "zh": "某" }, "Description": { "zh": "某" } }] }""", "permissions")]
    [InlineData("""{ "name": "Users", "Users": [{ "Email": "x@people.example", "Name": "某", "Password": "Demo-2026!", "Roles": ["Pope"] }] }""", "Pope")]
    [InlineData("""{ "name": "Users", "Users": [{ "Email": "x@people.example", "Name": "某", "Password": "1234567890", "Roles": [] }] }""", "the password of x@people.example is refused")]
    [InlineData("""{ "name": "Users", "Users": [{ "Email": "nonsense", "Name": "某", "Password": "Demo-2026!", "Roles": [] }] }""", "nonsense")]
    [InlineData("""{ "name": "Users", "Users": [{ "Email": "y@people.example", "Name": "某", "Password": "Demo-2026!", "Roles": [], "Colour": "blue" }] }""", "colour")]
    public async Task Recipe_WithAMistake_NamesTheStepAndTheMistake(string step, string mistake)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var path = Path.Combine(site.DataDirectory, $"{Guid.CreateVersion7():N}.recipe.json");
        await File.WriteAllTextAsync(path, $$"""{ "name": "wrong", "steps": [ {{step}} ] }""");

        var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(site, path));

        Assert.Contains("step 1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(mistake, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, null, "Setup:AdminEmail")]
    [InlineData("nonsense", "Demo-2026!", "Setup:AdminEmail")]
    [InlineData("first@people.example", null, "Setup:AdminPassword")]
    [InlineData("first@people.example", "1234567890", "Setup:AdminPassword")]
    public async Task BlankSite_WithoutAnAdministrator_StopsTheStartAndNamesTheKey(string? email, string? password, string key)
    {
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => SetUpAsync(email, password, _ => Task.FromResult(true)));

        Assert.StartsWith(key, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlankSite_WithAnAdministratorInItsSettings_HasOne()
    {
        var holders = await SetUpAsync("first@people.example", "Demo-2026!", services => services.GetRequiredService<IUserDirectory>().HoldersAsync("ManageUsers", default));

        Assert.Equal("first@people.example", Assert.Single(holders).Email);
    }

    private static async Task<T> SetUpAsync<T>(string? email, string? password, Func<IServiceProvider, Task<T>> look)
    {
        var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var directory = Directory.CreateTempSubdirectory("charity-test-").FullName;
        var recipe = Path.Combine(directory, "empty.recipe.json");
        await File.WriteAllTextAsync(recipe, """
            { "name": "empty", "steps": [ { "name": "Roles", "Roles": [
                { "Name": "Administrator", "DisplayName": { "zh": "系统管理员" }, "Description": { "zh": "全部权限。" }, "Permissions": ["SiteOwner"] } ] } ] }
            """);
        try
        {
            await using var site = CharityApp.Build(database, directory, recipe, null, ("Setup:AdminEmail", email ?? ""), ("Setup:AdminPassword", password ?? ""));
            await CharityHost.PrepareAsync(site, TextWriter.Null, CancellationToken.None);
            await using var scope = site.Services.GetRequiredService<IServiceScopeFactory>().CreateSystemScope("test");
            return await look(scope.ServiceProvider);
        }
        finally
        {
            await database.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Task RunAsync(CharityApp site, string recipe) =>
        site.Site.Services.GetRequiredService<RecipeRunner>().RunAsync(recipe, new Dictionary<string, string>(), (_, _, _) => { }, CancellationToken.None);

    private static Task<string> DescribeAsync(CharityApp site) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var users = await db.Set<User>().OrderBy(user => user.Email).Select(user => $"{user.Id} {user.Email} {user.Name} {user.Culture} {user.ConcurrencyStamp}").ToListAsync();
        var scopes = await db.Set<UserScope>().OrderBy(scope => scope.UserId).ThenBy(scope => scope.Kind).ThenBy(scope => scope.Code).Select(scope => $"{scope.UserId} {scope.Kind} {scope.Code}").ToListAsync();
        var permissions = await db.Set<Charity.Users.Roles.RolePermission>().OrderBy(row => row.RoleId).ThenBy(row => row.Permission).Select(row => $"{row.RoleId} {row.Permission}").ToListAsync();
        return string.Join('\n', [.. users, .. scopes, .. permissions]);
    });
}
