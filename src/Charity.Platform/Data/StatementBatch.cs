using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Charity.Platform.Data;

/// <summary>
/// Statements carried out together in the context's transaction, in the order of <see cref="Add"/>. Where the driver knows
/// batches (PostgreSQL) they go in one round trip with several rows a statement; SQLite has no network to save.
/// </summary>
public sealed class StatementBatch(CharityDbContext db)
{
    private readonly List<(Statement Statement, List<object?[]> Rows)> _runs = [];
    private int _rows;

    public void Add(Statement statement, params object?[] values)
    {
        if (_runs.Count == 0 || _runs[^1].Statement != statement)
        {
            _runs.Add((statement, []));
        }

        _runs[^1].Rows.Add(values);
        _rows++;
    }

    /// <exception cref="DbUpdateConcurrencyException">A statement found its row changed or gone.</exception>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (_rows == 0)
        {
            return;
        }

        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows are written together in a transaction only.");
        var changed = connection.CanCreateBatch
            ? await TogetherAsync(connection, transaction, cancellationToken)
            : await OneByOneAsync(connection, transaction, cancellationToken);
        if (changed != _rows)
        {
            throw new DbUpdateConcurrencyException($"{_rows} rows were to change, but {changed} did: somebody else wrote at the same time.");
        }
    }

    private async Task<int> TogetherAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var (statement, rows) in _runs)
        {
            var together = statement.TakesRowsTogether ? rows.Count / Statement.RowsTogether * Statement.RowsTogether : 0;
            foreach (var chunk in rows.Take(together).Chunk(Statement.RowsTogether))
            {
                Append(batch, statement.TogetherSql, statement, chunk);
            }

            foreach (var row in rows.Skip(together))
            {
                Append(batch, statement.Sql, statement, row);
            }
        }

        await batch.PrepareAsync(cancellationToken);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> OneByOneAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var (statement, rows) in _runs)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = statement.Sql;
            AddParameters(command.Parameters, command.CreateParameter, statement, rows[0]);
            await command.PrepareAsync(cancellationToken);
            foreach (var row in rows)
            {
                for (var index = 0; index < row.Length; index++)
                {
                    command.Parameters[index].Value = row[index] ?? DBNull.Value;
                }

                changed += await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        return changed;
    }

    private static void Append(DbBatch batch, string sql, Statement statement, params object?[][] rows)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var row in rows)
        {
            AddParameters(command.Parameters, command.CreateParameter, statement, row);
        }

        batch.BatchCommands.Add(command);
    }

    private static void AddParameters(DbParameterCollection parameters, Func<DbParameter> create, Statement statement, object?[] row)
    {
        for (var index = 0; index < row.Length; index++)
        {
            var parameter = create();
            parameter.ParameterName = $"@p{parameters.Count}";
            if (statement.Types[index] is { } type)
            {
                parameter.DbType = type;
            }

            parameter.Value = row[index] ?? DBNull.Value;
            parameters.Add(parameter);
        }
    }
}
