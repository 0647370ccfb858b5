using Microsoft.EntityFrameworkCore;

namespace Charity.Platform.Data;

public static class DatabaseLocks
{
    /// <summary>
    /// Waits until no other transaction holds the lock of this name, on any node; held until the transaction ends.
    /// SQLite needs nothing: its writer is alone already.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no open transaction.</exception>
    public static Task LockAsync(this CharityDbContext db, string name, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException($"The lock {name} needs an open transaction.");
        }

        return db.Database.IsNpgsql()
            ? db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken)
            : Task.CompletedTask;
    }
}
