using System.Collections.Concurrent;
using Charity.Platform;

namespace Charity.Tests.Support;

/// <summary>Sites set up once per run and copied for every test class: a recipe on a database, with its data directory.</summary>
internal static class PreparedSites
{
    private static readonly ConcurrentDictionary<(DatabaseKind Database, string Recipe), Lazy<Task<(TestDatabase Database, string Directory)>>> Prepared = new();

    public static async Task<(TestDatabase Database, string Directory)> CopyAsync(DatabaseKind kind, string recipe)
    {
        var (database, directory) = await Prepared.GetOrAdd((kind, recipe), key => new Lazy<Task<(TestDatabase, string)>>(() => PrepareAsync(key.Database, key.Recipe))).Value;
        var copy = TemporaryDirectory();
        CopyDirectory(directory, copy);
        return (await CopyDatabaseAsync(kind, database), copy);
    }

    public static string TemporaryDirectory() => Directory.CreateTempSubdirectory("charity-test-").FullName;

    /// <summary>The test recipe lies beside the tests; every other name is one of the project's recipes.</summary>
    public static string PathOf(string recipe) => recipe == TestRecipe ? Path.Combine(AppContext.BaseDirectory, "Support", "test.recipe.json") : recipe;

    /// <summary>The demonstration's areas, people, charity, funds and pages, without its gifts.</summary>
    public const string TestRecipe = "test";

    private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);

    private static async Task<TestDatabase> CopyDatabaseAsync(DatabaseKind kind, TestDatabase database)
    {
        // PostgreSQL copies a template only while nobody else uses it.
        await OneCopyAtATime.WaitAsync();
        try
        {
            return await TestDatabase.CreateAsync(kind, database);
        }
        finally
        {
            OneCopyAtATime.Release();
        }
    }

    private static async Task<(TestDatabase Database, string Directory)> PrepareAsync(DatabaseKind kind, string recipe)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var directory = TemporaryDirectory();
        await using (var site = CharityApp.Build(database, directory, recipe))
        {
            await CharityHost.PrepareAsync(site, TextWriter.Null, CancellationToken.None);
        }

        await database.ReleaseAsync();
        return (database, directory);
    }

    private static void CopyDirectory(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
