using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charity.Tests.Support;

/// <summary>Every table of a database as one line: its name, how many rows it has and a hash of what stands in them. What only notes that something ran is left out.</summary>
internal static class TableContents
{
    private static readonly string[] Notes = ["Platform_AuditEntries", "Platform_JobRuns", "Platform_Migrations"];

    public static async Task<IReadOnlyList<string>> OfAsync(TestDatabase database)
    {
        await using DbConnection connection = database.Kind == DatabaseKind.Sqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var tables = await ReadAsync(connection, database.Kind == DatabaseKind.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_%' ESCAPE '\\'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
        var lines = new List<string>();
        foreach (var table in tables.Where(IsContent).Order(StringComparer.Ordinal))
        {
            var rows = await ReadAsync(connection, $"SELECT * FROM \"{table}\"");
            rows.Sort(StringComparer.Ordinal);
            lines.Add($"{table} {rows.Count} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..16]}");
        }

        return lines;
    }

    private static bool IsContent(string table) => !Notes.Contains(table)
        && !table.StartsWith("QRTZ_", StringComparison.OrdinalIgnoreCase) && !table.StartsWith("sqlite_", StringComparison.Ordinal) && !table.StartsWith("__EF", StringComparison.Ordinal);

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetValue(field) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(field).ToString())));
        }

        return rows;
    }
}
