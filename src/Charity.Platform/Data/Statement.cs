using System.Data;

namespace Charity.Platform.Data;

/// <summary>
/// A statement that changes exactly one row, with parameters <c>@p0</c>, <c>@p1</c> ... of the given types. An insert can take
/// several rows at once: most of what a small insert costs is spent per statement.
/// </summary>
public sealed class Statement
{
    public const int RowsTogether = 16;

    private readonly string? _togetherSql;

    private Statement(string sql, string? togetherSql, IReadOnlyList<DbType?> types)
    {
        Sql = sql;
        _togetherSql = togetherSql;
        Types = types;
    }

    public string Sql { get; }

    /// <summary>Null where the driver finds the type by the value.</summary>
    public IReadOnlyList<DbType?> Types { get; }

    /// <summary>True when <see cref="RowsTogether"/> rows fit into one statement, <see cref="TogetherSql"/>.</summary>
    public bool TakesRowsTogether => _togetherSql is not null;

    public string TogetherSql => _togetherSql ?? throw new InvalidOperationException($"Only inserts take rows together, not: {Sql}");

    public static Statement Update(string sql, params IReadOnlyList<DbType?> types) => new(sql, null, types);

    /// <param name="onConflict">What to do with a row that is there already; the table is called <c>stored</c>, the new row <c>excluded</c>.</param>
    public static Statement Insert(string table, IReadOnlyList<(string Column, DbType? Type)> columns, string onConflict = "")
    {
        var head = $"INSERT INTO \"{table}\" AS stored ({string.Join(", ", columns.Select(column => $"\"{column.Column}\""))}) VALUES ";
        var types = columns.Select(column => column.Type).ToArray();
        return new Statement($"{head}{Rows(1)} {onConflict}", $"{head}{Rows(RowsTogether)} {onConflict}", types);

        string Rows(int count) => string.Join(", ", Enumerable.Range(0, count).Select(row =>
            $"({string.Join(", ", Enumerable.Range(row * columns.Count, columns.Count).Select(index => $"@p{index}"))})"));
    }
}
