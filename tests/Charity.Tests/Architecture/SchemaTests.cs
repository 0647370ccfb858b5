using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Architecture;

/// <summary>The hand-written migrations build exactly the schema that the model describes, on both databases.</summary>
public sealed class SchemaTests
{
    [Theory, OnEveryDatabase]
    public async Task Migrate_OnEmptyDatabase_EqualsModel(DatabaseKind kind)
    {
        await using var migrated = await TestDatabase.CreateAsync(kind);
        await using var created = await TestDatabase.CreateAsync(kind);
        await WithContextAsync(migrated, db => db.Database.MigrateAsync());
        await WithContextAsync(created, db => db.Database.EnsureCreatedAsync());

        var expected = await DescribeAsync(created);
        Assert.Contains("Platform_Settings", expected, StringComparison.Ordinal);
        Assert.Equal(expected, await DescribeAsync(migrated));
    }

    private static async Task WithContextAsync(TestDatabase database, Func<CharityDbContext, Task> work)
    {
        var directory = PreparedSites.TemporaryDirectory();
        await using (var site = CharityApp.Build(database, directory, "blank"))
        {
            await using var scope = site.Services.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<CharityDbContext>());
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task<string> DescribeAsync(TestDatabase database)
    {
        var lines = database.Kind == DatabaseKind.Sqlite ? await SchemaDescription.OfSqliteAsync(database.ConnectionString) : await SchemaDescription.OfPostgresAsync(database.ConnectionString);
        return string.Join('\n', lines.Where(line => !line.Contains("Platform_Migrations", StringComparison.Ordinal)));
    }
}
