using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Charity.Tests.Support;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs a theory on SQLite and on PostgreSQL. PostgreSQL is skipped, visibly, when <c>CHARITY_TEST_POSTGRES</c> gives no server;
/// with <c>CHARITY_TEST_REQUIRE=postgres</c> a missing server is a failure.
/// </summary>
public sealed class OnEveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow<DatabaseKind>(DatabaseKind.Sqlite),
            new TheoryDataRow<DatabaseKind>(DatabaseKind.Postgres) { Skip = TestRequirements.ReasonToSkipPostgres },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

public static class TestRequirements
{
    public static string? Postgres => Environment.GetEnvironmentVariable("CHARITY_TEST_POSTGRES");

    public static string? ReasonToSkipPostgres => Postgres is { Length: > 0 } || IsRequired("postgres")
        ? null
        : "PostgreSQL is not given: set CHARITY_TEST_POSTGRES to a connection string of a user who may create databases.";

    public static bool IsRequired(string what) =>
        Environment.GetEnvironmentVariable("CHARITY_TEST_REQUIRE")?.Split(',', StringSplitOptions.TrimEntries).Contains(what, StringComparer.OrdinalIgnoreCase) == true;
}
