using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charity.Tests.Support;

/// <summary>Tables, columns, keys, foreign keys, checks and indexes as sorted lines, for comparing two schemas. Triggers are not part of the model and are left out.</summary>
internal static class SchemaDescription
{
    public static async Task<IReadOnlyList<string>> OfSqliteAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        var lines = new List<string>();
        var tables = await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'QRTZ_%' AND name NOT LIKE '__EF%'");
        foreach (var table in tables)
        {
            lines.AddRange((await ReadAsync(connection, $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')")).Select(column => $"{table} column {column}"));
            lines.AddRange((await ReadAsync(connection, $"SELECT \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list('{table}')")).Select(key => $"{table} references {key}"));
            lines.AddRange((await ReadAsync(connection, $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '{table}'")).Select(index => $"{table} index {index}"));
            var sql = (await ReadAsync(connection, $"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'"))[0];
            lines.AddRange(Checks(sql).Select(check => $"{table} {check}"));
            lines.AddRange(sql.Split('\n').Where(line => line.Contains("UNIQUE", StringComparison.Ordinal)).Select(line => $"{table} {line.Trim().TrimEnd(',')}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public static async Task<IReadOnlyList<string>> OfPostgresAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var lines = new List<string>();
        lines.AddRange(await ReadAsync(connection, """
            SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, is_identity FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT ILIKE 'qrtz_%' AND table_name NOT LIKE '\_\_EF%'
            """));
        lines.AddRange(await ReadAsync(connection, """
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid::regclass::text NOT ILIKE 'qrtz_%' AND conrelid::regclass::text NOT LIKE '%\_\_EF%'
            """));
        lines.AddRange(await ReadAsync(connection, "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT ILIKE 'qrtz_%' AND tablename NOT LIKE '\\_\\_EF%'"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static IEnumerable<string> Checks(string sql) => sql.Split('\n').Select(line => line.Trim().TrimEnd(',')).Where(line => line.StartsWith("CONSTRAINT \"CK_", StringComparison.Ordinal));

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }
}
