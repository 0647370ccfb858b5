using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Charity.Platform.Data;

/// <summary>
/// One transaction around one piece of work. SQLite has a single writer and its driver waits for it by sleeping, so writers of
/// this process queue at a gate instead; PostgreSQL needs none.
/// </summary>
public sealed class UnitOfWork(CharityDbContext db, DatabaseOptions database, SqliteWriterGate gate)
{
    private readonly List<Action> _afterCommit = [];

    /// <summary>Runs when the transaction has been committed, never when it was rolled back. For waking workers, not for work of its own.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Does the work and saves it. Joins a transaction that is already open.</summary>
    public Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ExecuteAsync(work, _ => true, cancellationToken);

    /// <summary>Does the work; commits when <paramref name="shouldCommit"/> says so, rolls back otherwise and on exceptions.</summary>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, Func<T, bool> shouldCommit, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work(cancellationToken);
        }

        using var turn = await gate.EnterAsync(database, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var committed = false;
        try
        {
            var result = await work(cancellationToken);
            if (shouldCommit(result))
            {
                await SaveAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                committed = true;
            }

            return result;
        }
        finally
        {
            if (!committed)
            {
                // What was rolled back must not be saved by a later unit of the same scope.
                db.ChangeTracker.Clear();
            }

            Finish(committed);
        }
    }

    /// <summary>
    /// Of two who move one instance at once, the second finds the version changed. PostgreSQL is sent the whole batch, so there the
    /// history row's unique key may say it first: it is the same thing and is told the same way.
    /// </summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: WorkflowStepConfiguration.OneStepPerNumber })
        {
            throw new DbUpdateConcurrencyException("Somebody else moved this at the same moment.", exception);
        }
    }

    private void Finish(bool committed)
    {
        var actions = _afterCommit.ToList();
        _afterCommit.Clear();
        if (committed)
        {
            actions.ForEach(action => action());
        }
    }
}

/// <summary>The queue of this process's writers in front of SQLite. Fair, so that no writer starves.</summary>
public sealed class SqliteWriterGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async ValueTask<IDisposable?> EnterAsync(DatabaseOptions database, CancellationToken cancellationToken)
    {
        if (database.IsPostgres)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    public void Dispose() => _gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
