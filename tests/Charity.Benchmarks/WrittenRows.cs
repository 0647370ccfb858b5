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
/// inserts, and an update for every row that booking a gift updates. The database demands that entries follow each other, so
/// whoever writes them with several connections queues for that part alone, with a lock taken as late as possible.
/// </summary>
internal sealed class WrittenRows
{
    private static readonly (string Table, string Order, string Filter)[] InsertedIntoTheLedger =
    [
        ("Ledger_JournalEntries", "\"Number\"", "\"Kind\" = 'gift'"),
        ("Ledger_Postings", "\"EntryNumber\"", "1 = 1"),
    ];

    private static readonly (string Table, string Order, string Filter)[] Inserted =
    [
        ("Payments_Inbox", "\"Id\"", "1 = 1"),
        ("Platform_WorkflowSteps", "\"AtUtc\", \"Id\"", "\"Process\" = 'donation'"),
        ("Platform_Mails", "\"Id\"", "\"Key\" LIKE 'receipt:%'"),
    ];

    /// <summary>One row each, found by the key that the parameter carries.</summary>
    private static readonly string[] Updates =
    [
        "UPDATE \"Payments_Inbox\" SET \"State\" = 1, \"DoneUtc\" = \"ReceivedUtc\" WHERE \"Id\" = @key",
        "UPDATE \"Payments_Checkouts\" SET \"State\" = 6, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @key",
        "UPDATE \"Donations_Donations\" SET \"State\" = 'paid', \"Version\" = \"Version\" + 1, \"PaidUtc\" = \"CreatedUtc\" WHERE \"Id\" = @key",
    ];

    /// <summary>The hot rows: the same keys every time.</summary>
    private static readonly string[] UpdatesOfHotRows =
    [
        "UPDATE \"Ledger_Accounts\" SET \"CreditsPosted\" = \"CreditsPosted\" + 5000, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @key",
        "UPDATE \"Ledger_Accounts\" SET \"DebitsPosted\" = \"DebitsPosted\" + 5000, \"Version\" = \"Version\" + 1 WHERE \"Id\" = @key",
        "UPDATE \"Ledger_KindTotals\" SET \"Entries\" = \"Entries\" + 1 WHERE \"AccountId\" = @key",
        "UPDATE \"Ledger_AccountMonths\" SET \"Entries\" = \"Entries\" + 1 WHERE \"AccountId\" = @key",
        "UPDATE \"Donations_ReceiptCounters\" SET \"LastNumber\" = \"LastNumber\" + 1 WHERE \"Year\" <> @key",
    ];

    private const int WarmUp = 1_024;

    private readonly List<Gift> _gifts;

    private WrittenRows(List<Gift> gifts) => _gifts = gifts;

    public int StatementsPerGift => _gifts[0].Own.Count + _gifts[0].Ledger.Count;

    public static async Task<long> CountGiftsAsync(TestDatabase database)
    {
        await using var connection = await OpenAsync(database);
        return Convert.ToInt64(await ScalarAsync(connection, "SELECT COUNT(*) FROM \"Donations_Donations\" WHERE \"State\" = 'paid'"), CultureInfo.InvariantCulture);
    }

    public static async Task<WrittenRows> ReadAsync(TestDatabase database, int count)
    {
        await using var connection = await OpenAsync(database);
        var gifts = Enumerable.Range(0, count).Select(_ => new Gift([], [])).ToList();
        await InsertsAsync(connection, Inserted, gifts.ConvertAll(gift => gift.Own));
        await InsertsAsync(connection, InsertedIntoTheLedger, gifts.ConvertAll(gift => gift.Ledger));

        var inbox = await ColumnAsync(connection, "SELECT \"Id\" FROM \"Payments_Inbox\" ORDER BY \"Id\"");
        var checkouts = await ColumnAsync(connection, "SELECT \"Id\" FROM \"Payments_Checkouts\" ORDER BY \"Id\"");
        var donations = await ColumnAsync(connection, "SELECT \"Id\" FROM \"Donations_Donations\" ORDER BY \"Id\"");
        var fund = (await ColumnAsync(connection, "SELECT \"Id\" FROM \"Ledger_Accounts\" WHERE \"Code\" = 'fund:meiyuan:available'"))[0];
        var clearing = (await ColumnAsync(connection, "SELECT \"Id\" FROM \"Ledger_Accounts\" WHERE \"Code\" = 'clearing:sandbox'"))[0];
        for (var i = 0; i < count; i++)
        {
            gifts[i].Own.AddRange(Updates.Zip([inbox[i], checkouts[i], donations[i]], (sql, key) => (sql, new[] { ("@key", key) })));
            gifts[i].Ledger.AddRange(UpdatesOfHotRows.Zip([fund, clearing, fund, clearing, (object)0], (sql, key) => (sql, new[] { ("@key", key) })));
        }

        return new WrittenRows(gifts);
    }

    /// <summary>
    /// Gifts per second for as long as <paramref name="duration"/>, or until all have been written. The first thousand are not counted:
    /// on empty tables PostgreSQL checks keys by reading whole tables and keeps that plan.
    /// </summary>
    public async Task<double> ReplayAsync(TestDatabase database, int perTransaction, int connections, TimeSpan duration)
    {
        await ReplayAsync(database, 64, 1, duration, 0, WarmUp);
        if (database.Kind == DatabaseKind.Postgres)
        {
            await using var connection = await OpenAsync(database);
            await ScalarAsync(connection, "ANALYZE");
        }

        return await ReplayAsync(database, perTransaction, connections, duration, WarmUp, _gifts.Count);
    }

    private async Task<double> ReplayAsync(TestDatabase database, int perTransaction, int connections, TimeSpan duration, int begin, int end)
    {
        var (next, nextOfTheLedger, written) = (begin - perTransaction, begin - perTransaction, 0);
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            await using var connection = await OpenAsync(database);
            var prepared = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
            while (Stopwatch.GetTimestamp() < until && Interlocked.Add(ref next, perTransaction) is var first && first < end)
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
                await ExecuteAllAsync(first, gift => gift.Own);
                if (connections > 1)
                {
                    await ExecuteAsync(connection, transaction, prepared, "SELECT pg_advisory_xact_lock(@key)", [("@key", 1L)]);
                }

                await ExecuteAllAsync(Interlocked.Add(ref nextOfTheLedger, perTransaction), gift => gift.Ledger);
                await transaction.CommitAsync();

                async Task ExecuteAllAsync(int from, Func<Gift, List<(string Sql, (string Name, object Value)[] Parameters)>> commands)
                {
                    for (var index = from; index < Math.Min(from + perTransaction, end); index++)
                    {
                        foreach (var (sql, parameters) in commands(_gifts[index]))
                        {
                            await ExecuteAsync(connection, transaction, prepared, sql, parameters);
                        }
                    }
                }

                Interlocked.Add(ref written, Math.Min(perTransaction, end - first));
            }
        })));
        return written / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task InsertsAsync(
        DbConnection connection, (string Table, string Order, string Filter)[] tables, List<List<(string Sql, (string Name, object Value)[] Parameters)>> gifts)
    {
        foreach (var (table, order, filter) in tables)
        {
            var rows = await RowsAsync(connection, $"SELECT * FROM \"{table}\" WHERE {filter} ORDER BY {order}");
            var perGift = rows.Count / gifts.Count;
            for (var i = 0; i < gifts.Count * perGift; i++)
            {
                gifts[i / perGift].Add(Insert(table, rows[i]));
            }
        }
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

    private sealed record Gift(List<(string Sql, (string Name, object Value)[] Parameters)> Own, List<(string Sql, (string Name, object Value)[] Parameters)> Ledger);
}
