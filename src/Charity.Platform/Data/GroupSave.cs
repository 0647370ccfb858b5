using System.Collections.Concurrent;
using System.Data;
using Charity.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Charity.Platform.Data;

/// <summary>
/// Saves what the context tracks as <c>SaveChanges</c> does, for groups of hundreds of rows of a few kinds: one prepared statement for
/// each kind of row and each set of changed columns. EF Core makes a new statement for every row, which costs more than the database.
/// </summary>
public static class GroupSave
{
    private static readonly ConcurrentDictionary<IEntityType, Shape> Shapes = new();

    /// <summary>
    /// Writes within the open transaction and tracks nothing any more: looking again through hundreds of rows for changes costs as much
    /// as writing them. What it does not know (removed rows, audited ones) is left to <c>SaveChanges</c>, all of it.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed one of the rows since it was read.</exception>
    public static async Task SaveGroupAsync(this CharityDbContext db, CancellationToken cancellationToken)
    {
        // Entries() looks for changes itself.
        var entries = db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (entries.Exists(entry => entry.State == EntityState.Deleted || entry.Metadata.ClrType.IsDefined(typeof(AuditedAttribute), inherit: true)))
        {
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        var batch = new StatementBatch(db);
        foreach (var group in entries.GroupBy(entry => (entry.State, entry.Metadata)).OrderByDescending(group => group.Key.State).ThenBy(group => Depth(group.Key.Metadata)))
        {
            foreach (var entry in group)
            {
                Add(batch, entry);
            }
        }

        await batch.ExecuteAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    /// <summary>Rows that others point to come first.</summary>
    private static int Depth(IEntityType type) => type.GetForeignKeys()
        .Where(key => key.PrincipalEntityType != type)
        .Select(key => 1 + Depth(key.PrincipalEntityType))
        .DefaultIfEmpty(0)
        .Max();

    private static void Add(StatementBatch batch, EntityEntry entry)
    {
        var shape = Shapes.GetOrAdd(entry.Metadata, type => new Shape(type));
        if (entry.State == EntityState.Added)
        {
            batch.Add(shape.Insert, Array.ConvertAll(shape.All, property => Stored(property, Current(entry, property))));
            return;
        }

        var changed = entry.Properties.Where(property => property.IsModified).Select(property => property.Metadata).ToArray();
        if (changed.Length == 0)
        {
            return;
        }

        // Nothing equals null, so a token that was null is another statement.
        var found = Array.FindAll(shape.Found, property => entry.OriginalValues[property] is not null);
        var statement = shape.Updates.GetOrAdd((Mask(changed), Mask(found)), _ => shape.Update(changed, found));
        batch.Add(statement, [.. changed.Select(property => Stored(property, Current(entry, property))), .. found.Select(property => Stored(property, entry.OriginalValues[property]))]);
    }

    private static UInt128 Mask(IProperty[] properties) => properties.Aggregate(UInt128.Zero, (mask, property) => mask | (UInt128.One << property.GetIndex()));

    private static object? Current(EntityEntry entry, IProperty property) =>
        property.IsShadowProperty() ? entry.CurrentValues[property] : property.GetGetter().GetClrValue(entry.Entity);

    private static object? Stored(IProperty property, object? value) => property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;

    /// <summary>What is known of an entity's table, and the statements made for it so far.</summary>
    private sealed class Shape
    {
        private readonly string _table;

        public Shape(IEntityType type)
        {
            _table = type.GetTableName()!;
            All = [.. type.GetProperties()];
            Found = Array.FindAll(All, property => property.IsPrimaryKey() || property.IsConcurrencyToken);
            Insert = Statement.Insert(_table, Array.ConvertAll(All, property => (property.GetColumnName(), TypeOf(property))));
        }

        public IProperty[] All { get; }

        /// <summary>The key and the concurrency tokens: what a row is found by.</summary>
        public IProperty[] Found { get; }

        public Statement Insert { get; }

        public ConcurrentDictionary<(UInt128 Changed, UInt128 Found), Statement> Updates { get; } = new();

        /// <param name="found">Those of <see cref="Found"/> that were not null.</param>
        public Statement Update(IProperty[] changed, IProperty[] found)
        {
            var set = changed.Select((property, index) => $"\"{property.GetColumnName()}\" = @p{index}");
            var where = found.Select((property, index) => $"\"{property.GetColumnName()}\" = @p{changed.Length + index}")
                .Concat(Found.Except(found).Select(property => $"\"{property.GetColumnName()}\" IS NULL"));
            return Statement.Update(
                $"UPDATE \"{_table}\" SET {string.Join(", ", set)} WHERE {string.Join(" AND ", where)}", [.. changed.Concat(found).Select(TypeOf)]);
        }

        private static DbType? TypeOf(IProperty property) => property.GetRelationalTypeMapping().DbType;
    }
}
