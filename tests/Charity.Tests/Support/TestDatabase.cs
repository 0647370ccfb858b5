using Charity.Platform.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charity.Tests.Support;

/// <summary>A database of its own, gone when disposed. A copy of a prepared one is made in milliseconds: a file copy, or PostgreSQL's template.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(DatabaseKind kind, string name, string connectionString)
    {
        Kind = kind;
        Name = name;
        ConnectionString = connectionString;
    }

    public DatabaseKind Kind { get; }

    /// <summary>The SQLite file's path, or the PostgreSQL database's name.</summary>
    public string Name { get; }

    public string ConnectionString { get; }

    internal DatabaseOptions Options => new(Kind == DatabaseKind.Postgres ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, ConnectionString);

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, TestDatabase? copyOf = null)
    {
        var id = Guid.CreateVersion7().ToString("N");
        if (kind == DatabaseKind.Sqlite)
        {
            var path = Path.Combine(Path.GetTempPath(), $"charity-test-{id}.db");
            if (copyOf is not null)
            {
                await using var source = new SqliteConnection(copyOf.ConnectionString);
                await source.OpenAsync();
                await using var command = source.CreateCommand();
                command.CommandText = $"VACUUM INTO '{path}'";
                await command.ExecuteNonQueryAsync();
            }

            return new TestDatabase(kind, path, $"Data Source={path}");
        }

        var name = $"charity_test_{id}";
        await AdministerAsync($"CREATE DATABASE {name}" + (copyOf is null ? string.Empty : $" TEMPLATE {copyOf.Name}"));
        return new TestDatabase(kind, name, new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 40 }.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
            foreach (var suffix in (string[])["", "-wal", "-shm"])
            {
                File.Delete(Name + suffix);
            }

            return;
        }

        await ReleaseAsync();
        await AdministerAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    /// <summary>Closes pooled connections, so that the database can be copied.</summary>
    public Task ReleaseAsync()
    {
        if (Kind == DatabaseKind.Postgres)
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        }

        return Task.CompletedTask;
    }

    private static string Server => TestRequirements.Postgres is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException("CHARITY_TEST_REQUIRE demands PostgreSQL, but CHARITY_TEST_POSTGRES is not set.");

    private static async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
