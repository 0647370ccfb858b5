using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Charity.Platform.Data;

/// <summary>
/// Write-ahead log, full flush on every commit (an answered gift survives a power cut), foreign keys on, and patience with
/// other processes' writes. A connection from the pool has been told already.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000; PRAGMA cache_size=-65536;";
    private const string WithLog = "PRAGMA journal_mode=WAL; " + Pragmas;

    /// <summary>The database handles that pooled connections share with their next users.</summary>
    private readonly ConditionalWeakTable<sqlite3, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (_told.TryGetValue(Handle(connection), out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = PragmasFor(connection);
        command.ExecuteNonQuery();
        _told.AddOrUpdate(Handle(connection), this);
    }

    /// <summary>SQLite's driver is synchronous in either case.</summary>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    private static sqlite3 Handle(DbConnection connection) => ((SqliteConnection)connection).Handle!;

    // Migrating begins by looking, read-only, whether the database is there. One made by VACUUM INTO (a backup) has no log yet, and a
    // read-only connection may not begin it.
    private static string PragmasFor(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Pragmas : WithLog;
}
