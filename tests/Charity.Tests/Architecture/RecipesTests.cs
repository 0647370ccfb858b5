using Charity.Platform;
using Charity.Tests.Support;

namespace Charity.Tests.Architecture;

/// <summary>The set-up recipes run on an empty database, and running them again changes nothing.</summary>
public sealed class RecipesTests
{
    [Theory, OnEveryDatabase]
    public async Task Recipe_Blank_SetsUpASiteWithItsAdministrator(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var directory = PreparedSites.TemporaryDirectory();
        await using (var site = CharityApp.Build(database, directory, "blank", null, ("Setup:AdminEmail", "admin@example.org"), ("Setup:AdminPassword", "a long sentence to sign in with")))
        {
            await CharityHost.PrepareAsync(site, TextWriter.Null, TestContext.Current.CancellationToken);
        }

        await using (var app = await CharityApp.StartOnAsync(database, directory, ownsData: false))
        {
            var visitor = app.Visit();
            await visitor.SignInAsync("admin@example.org", "a long sentence to sign in with");
            await visitor.GetAsync("/admin");
            Assert.Equal(System.Net.HttpStatusCode.OK, visitor.Status);
            Assert.Equal(0, (await app.RunAsync("recipe", "blank")).ExitCode);
            Assert.Equal(0, (await app.RunAsync("verify")).ExitCode);
        }

        Directory.Delete(directory, recursive: true);
    }
}
