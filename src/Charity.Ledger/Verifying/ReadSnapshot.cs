using System.Data;
using Charity.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Charity.Ledger.Verifying;

/// <summary>A transaction that sees the database as it is now until disposed, and holds nobody up. Nothing when a transaction is open already.</summary>
internal static class ReadSnapshot
{
    public static async Task<IDbContextTransaction?> OpenAsync(CharityDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return null;
        }

        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        return await db.Database.UseTransactionAsync(Deferred(sqlite), cancellationToken);
    }

    /// <summary>An ordinary transaction would take SQLite's one place for writers. The driver has this one in a synchronous form only; it touches no disk.</summary>
    private static SqliteTransaction Deferred(SqliteConnection connection) => connection.BeginTransaction(deferred: true);
}
