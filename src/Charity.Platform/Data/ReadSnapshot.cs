using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Charity.Platform.Data;

/// <summary>A transaction that sees the database as it is now until disposed, and holds nobody up. Joins a transaction that is open already.</summary>
public sealed class ReadSnapshot : IAsyncDisposable
{
    private readonly CharityDbContext _db;
    private readonly DbTransaction? _transaction;

    private ReadSnapshot(CharityDbContext db, DbTransaction? transaction)
    {
        _db = db;
        _transaction = transaction;
    }

    public static async Task<ReadSnapshot> OpenAsync(CharityDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return new ReadSnapshot(db, null);
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = db.Database.GetDbConnection() is SqliteConnection sqlite
            ? Deferred(sqlite)
            : await db.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return new ReadSnapshot(db, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _db.Database.UseTransactionAsync(null);
            await _transaction.DisposeAsync();
            await _db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>An ordinary transaction would take SQLite's one place for writers. The driver has this one in a synchronous form only; it touches no disk.</summary>
    private static SqliteTransaction Deferred(SqliteConnection connection) => connection.BeginTransaction(deferred: true);
}
