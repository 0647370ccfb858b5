using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Charity.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charity.Benchmarks;

/// <summary>
/// The rows that booking gifts has written, read back from the database and replayed by prepared statements: per gift the same
/// inserts, and an update for every row that booking a gift updates.
/// </summary>
internal sealed class WrittenRows
{
    private static readonly (string Table, string Order, string Filter)[] Inserted =
    [
        ("Payments_Inbox", "\"Id\"", "1 = 1"),
        ("Ledger_JournalEntries", "\"Number\"", "\"Kind\" = 'gift'"),
        ("Ledger_Postings", "\"EntryNumber\"", "1 = 1"),
        ("Platform_WorkflowSteps", "\"AtUtc\", \"Id\"", "\"Process\" = 'donation'"),
        ("Platform_Mails", "\"Id\"", "\"Key\" LIKE 'receipt:%'"),
    ];

    /// <summary>One row each, found by the key that the parameter carries; hot rows get the same key every time.</summary>
    private static readonly string[] Updates =
    [
        "UPDATE \"Payments_Inbox\" SET \"State\" = 1, \"DoneUtc\" = \"ReceivedUtc\" WHERE \"Id\" = @key",
        "UPDATE \"Payments_Checkouts\" SET \"State\" = 6, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @key",
        "UPDATE \"Donations_Donations\" SET \"State\" = 'paid', \"Version\" = \"Version\" + 1, \"PaidUtc\" = \"CreatedUtc\" WHERE \"Id\" = @key",
        "UPDATE \"Ledger_Accounts\" SET \"CreditsPosted\" = \"CreditsPosted\" + 5000, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @key",
        "UPDATE \"Ledger_Accounts\" SET \"DebitsPosted\" = \"DebitsPosted\" + 5000, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @key",
        "UPDATE \"Ledger_KindTotals\" SET \"Entries\" = \"Entries\" + 1 WHERE \"AccountId\" = @key",
        "UPDATE \"Ledger_AccountMonths\" SET \"Entries\" = \"Entries\" + 1 WHERE \"AccountId\" = @key",
        "UPDATE \"Donations_ReceiptCounters\" SET \"LastNumber\" = \"LastNumber\" + 1 WHERE \"Year\" <> @key",
    ];

    private readonly List<Gift> _gifts;

    private WrittenRows(List<Gift> gifts) => _gifts = gifts;

    public int StatementsPerGift => _gifts[0].Commands.Count;

    public static async Task<long> CountGiftsAsync(TestDatabase database)
    {
        await using var connection = await OpenAsync(database);
        return Convert.ToInt64(await ScalarAsync(connection, "SELECT COUNT(*) FROM \"Donations_Donations\" WHERE \"State\" = 'paid'"), CultureInfo.InvariantCulture);
    }

    public static async Task<WrittenRows> ReadAsync(TestDatabase database, int count)
    {
        await using var connection = await OpenAsync(database);
        var gifts = Enumerable.Range(0, count).Select(_ => new Gift([])).ToList();
        foreach (var (table, order, filter) in Inserted)
        {
            var rows = await RowsAsync(connection, $"SELECT * FROM \"{table}\" WHERE {filter} ORDER BY {order}");
            var perGift = rows.Count / count;
            for (var i = 0; i < count * perGift; i++)
            {
                gifts[i / perGift].Commands.Add(Insert(table, rows[i]));
            }
        }

        var inbox = await ColumnAsync(connection, "SELECT \"Id\" FROM \"Payments_Inbox\" ORDER BY \"Id\"");
        var checkouts = await ColumnAsync(connection, "SELECT \"Id\" FROM \"Payments_Checkouts\" ORDER BY \"Id\"");
        var donations = await ColumnAsync(connection, "SELECT \"Id\" FROM \"Donations_Donations\" ORDER BY \"Id\"");
        var fund = (await ColumnAsync(connection, "SELECT \"Id\" FROM \"Ledger_Accounts\" WHERE \"Code\" = 'fund:meiyuan:available'"))[0];
        var clearing = (await ColumnAsync(connection, "SELECT \"Id\" FROM \"Ledger_Accounts\" WHERE \"Code\" = 'clearing:sandbox'"))[0];
        for (var i = 0; i < count; i++)
        {
            object[] keys = [inbox[i], checkouts[i], donations[i], fund, clearing, fund, clearing, 0];
            gifts[i].Commands.AddRange(Updates.Zip(keys, (sql, key) => (sql, new[] { ("@key", key) })));
        }

        return new WrittenRows(gifts);
    }

    /// <summary>Gifts per second for as long as <paramref name="duration"/>, or until all have been written.</summary>
    public async Task<double> ReplayAsync(TestDatabase database, int perTransaction, int connections, TimeSpan duration)
    {
        await using (var preparing = await OpenAsync(database))
        {
            // The gifts' own rows are there; the entries start after what the copy has. Triggers and keys stay as in the real run.
            await ScalarAsync(preparing, "SELECT 1");
        }

        var next = -perTransaction;
        var written = 0;
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            await using var connection = await OpenAsync(database);
            var prepared = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
            while (Stopwatch.GetTimestamp() < until && Interlocked.Add(ref next, perTransaction) is var first && first < _gifts.Count)
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
                foreach (var gift in _gifts.Skip(first).Take(perTransaction))
                {
                    foreach (var (sql, parameters) in gift.Commands)
                    {
                        await ExecuteAsync(connection, transaction, prepared, sql, parameters);
                    }
                }

                await transaction.CommitAsync();
                Interlocked.Add(ref written, Math.Min(perTransaction, _gifts.Count - first));
            }
        })));
        return written / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static (string Sql, (string Name, object Value)[] Parameters) Insert(string table, (string Column, object Value)[] row) => (
        $"INSERT INTO \"{table}\" ({string.Join(", ", row.Select(field => $"\"{field.Column}\""))}) VALUES ({string.Join(", ", row.Select((_, i) => $"@p{i}"))})",
        row.Select((field, i) => ($"@p{i}", field.Value)).ToArray());

    private static async Task ExecuteAsync(
        DbConnection connection, DbTransaction transaction, Dictionary<string, DbCommand> prepared, string sql, (string Name, object Value)[] parameters)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }

            prepared.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value;
        }

        await command.ExecuteNonQueryAsync();
    }

    private static async Task<DbConnection> OpenAsync(TestDatabase database)
    {
        DbConnection connection = database.Kind == DatabaseKind.Postgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxAutoPrepare = 50, AutoPrepareMinUsages = 2 }.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        if (database.Kind == DatabaseKind.Sqlite)
        {
            await ScalarAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;");
        }

        return connection;
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static async Task<List<object>> ColumnAsync(DbConnection connection, string sql) => (await RowsAsync(connection, sql)).ConvertAll(row => row[0].Value);

    private static async Task<List<(string Column, object Value)[]>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, object)[]>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetValue(i))).ToArray());
        }

        return rows;
    }

    private sealed record Gift(List<(string Sql, (string Name, object Value)[] Parameters)> Commands);
}
