using System.Data;
using System.Data.Common;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Charity.Ledger.Journal;

/// <summary>A statement that changes exactly one row, with parameters <c>@p0</c>, <c>@p1</c> ... of these types.</summary>
internal sealed record Statement(string Sql, params DbType[] Types);

/// <summary>
/// Statements carried out together in the context's transaction: prepared, and in one round trip where the driver knows batches
/// (PostgreSQL); SQLite has no network to save.
/// </summary>
internal sealed class StatementBatch(CharityDbContext db)
{
    private readonly List<(Statement Statement, object?[] Values)> _steps = [];

    public void Add(Statement statement, params object?[] values) => _steps.Add((statement, values));

    /// <exception cref="DbUpdateConcurrencyException">A statement found its row changed or gone.</exception>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("The books are written in a transaction only.");
        var changed = connection.CanCreateBatch
            ? await PipelineAsync(connection, transaction, cancellationToken)
            : await OneByOneAsync(connection, transaction, cancellationToken);
        if (changed != _steps.Count)
        {
            throw new DbUpdateConcurrencyException($"{_steps.Count} rows of the ledger were to change, but {changed} did: somebody wrote without the ledger's lock.");
        }
    }

    private async Task<int> PipelineAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var (statement, values) in _steps)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Sql;
            AddParameters(command.Parameters, command.CreateParameter, statement);
            Fill(command.Parameters, values);
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync(cancellationToken);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> OneByOneAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var steps in _steps.GroupBy(step => step.Statement))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = steps.Key.Sql;
            AddParameters(command.Parameters, command.CreateParameter, steps.Key);
            await command.PrepareAsync(cancellationToken);
            foreach (var (_, values) in steps)
            {
                Fill(command.Parameters, values);
                changed += await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        return changed;
    }

    private static void AddParameters(DbParameterCollection parameters, Func<DbParameter> create, Statement statement)
    {
        for (var index = 0; index < statement.Types.Length; index++)
        {
            var parameter = create();
            parameter.ParameterName = $"@p{index}";
            parameter.DbType = statement.Types[index];
            parameters.Add(parameter);
        }
    }

    private static void Fill(DbParameterCollection parameters, object?[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            parameters[index].Value = values[index] ?? DBNull.Value;
        }
    }
}
