using System.Runtime.CompilerServices;

namespace Charity.Platform.Exports;

/// <summary>What a column holds, which decides how a spreadsheet shows it.</summary>
public enum ColumnKind
{
    /// <summary>Any text; also numbers that nobody adds up, such as telephone numbers and codes.</summary>
    Text,

    /// <summary>An amount in whole units of its currency, 1234.56.</summary>
    Money,

    /// <summary>A day, 2026-03-01.</summary>
    Date,

    /// <summary>A point in time by the clocks of China, 2026-03-01 08:30:00.</summary>
    Moment,

    /// <summary>A count or a measure.</summary>
    Number,
}

/// <summary>The head of a column.</summary>
public sealed record TableColumn(string Header, ColumnKind Kind);

/// <summary>A table of any length, read once from front to end; what the writers of every format take.</summary>
public interface ITable
{
    /// <summary>What the table is about; the sheet's name.</summary>
    string Name { get; }

    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// The cells row by row: null, <see cref="string"/>, <see cref="decimal"/>, <see cref="DateOnly"/> or <see cref="DateTime"/>.
    /// The same array comes back with each row; copy it to keep it.
    /// </summary>
    IAsyncEnumerable<object?[]> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Starts a table: <c>Table.From("gifts", rows).Text("Donor", row => row.Donor).Money("Amount", row => row.Minor)</c>.</summary>
public static class Table
{
    public static Table<TRow> From<TRow>(string name, IAsyncEnumerable<TRow> rows) => new(name, rows);

    public static Table<TRow> From<TRow>(string name, IEnumerable<TRow> rows) => new(name, rows.ToAsyncEnumerable());
}

/// <summary>A table described column by column. Headers are shown as they are: translate them first.</summary>
public sealed class Table<TRow> : ITable
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8); // no daylight saving since 1991

    private readonly IAsyncEnumerable<TRow> _rows;
    private readonly List<TableColumn> _columns = [];
    private readonly List<Func<TRow, object?>> _readers = [];

    internal Table(string name, IAsyncEnumerable<TRow> rows) => (Name, _rows) = (name, rows);

    public string Name { get; }

    public IReadOnlyList<TableColumn> Columns => _columns;

    public Table<TRow> Text(string header, Func<TRow, string?> read) => Add(header, ColumnKind.Text, row => read(row));

    /// <summary>Adds a column of amounts, given in minor units of a currency (ISO 4217).</summary>
    public Table<TRow> Money(string header, Func<TRow, long?> minor, string currency = Charity.Platform.Text.Money.Yuan) =>
        Add(header, ColumnKind.Money, row => minor(row) is { } amount ? Platform.Text.Money.ToMajor(amount, currency) : null);

    public Table<TRow> Date(string header, Func<TRow, DateOnly?> read) => Add(header, ColumnKind.Date, row => read(row));

    /// <summary>Adds a column of times, given in UTC and shown by the clocks of China, which its head says.</summary>
    public Table<TRow> Moment(string header, Func<TRow, DateTime?> utc) => Add($"{header} UTC+8", ColumnKind.Moment, row => utc(row) + ChinaStandardTime);

    public Table<TRow> Number(string header, Func<TRow, decimal?> read) => Add(header, ColumnKind.Number, row => read(row));

    public async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cells = new object?[_readers.Count];
        await foreach (var row in _rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = _readers[i](row);
            }

            yield return cells;
        }
    }

    private Table<TRow> Add(string header, ColumnKind kind, Func<TRow, object?> read)
    {
        _columns.Add(new TableColumn(header, kind));
        _readers.Add(read);
        return this;
    }
}
