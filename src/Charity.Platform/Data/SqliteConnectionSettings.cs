using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Charity.Platform.Data;

/// <summary>
/// Write-ahead log, full flush on every commit (an answered gift survives a power cut), foreign keys on, and patience with
/// other processes' writes.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000; PRAGMA cache_size=-65536;";
    private const string WithLog = "PRAGMA journal_mode=WAL; " + Pragmas;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = PragmasFor(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = PragmasFor(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // Migrating begins by looking, read-only, whether the database is there. One made by VACUUM INTO (a backup) has no log yet, and a
    // read-only connection may not begin it.
    private static string PragmasFor(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Pragmas : WithLog;
}
