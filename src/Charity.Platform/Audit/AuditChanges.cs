using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Audit;

/// <summary>Writes an audit entry for every added, changed or removed row of an <see cref="AuditedAttribute"/> entity, in the same save.</summary>
internal sealed class AuditChanges : SaveChangesInterceptor
{
    /// <summary>Looked up for every row of a save.</summary>
    private static readonly ConcurrentDictionary<Type, bool> Audited = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Append(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Append(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Append(DbContext? context)
    {
        if (context is not CharityDbContext db)
        {
            return;
        }

        var changed = db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && Audited.GetOrAdd(entry.Metadata.ClrType, type => type.IsDefined(typeof(AuditedAttribute), inherit: true)))
            .ToList();
        if (changed.Count == 0)
        {
            return;
        }

        var user = db.Scope.GetRequiredService<ICurrentUser>();
        var clock = db.Scope.GetRequiredService<TimeProvider>();
        foreach (var entry in changed)
        {
            db.Add(Describe(entry, user, clock));
        }
    }

    private static AuditEntry Describe(EntityEntry entry, ICurrentUser user, TimeProvider clock)
    {
        var shown = entry.Properties
            .Where(property => property.Metadata.PropertyInfo is { } info && !info.IsDefined(typeof(NotAuditedAttribute)) && !IsEncrypted(property.Metadata))
            .Where(property => entry.State != EntityState.Modified || property.IsModified)
            .ToList();
        var verb = entry.State switch
        {
            EntityState.Added => "Added",
            EntityState.Deleted => "Removed",
            _ => "Changed",
        };
        return new AuditEntry
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AtUtc = clock.GetUtcNow().UtcDateTime,
            ActorId = user.Id,
            ActorName = user.Name,
            RemoteAddress = user.RemoteAddress,
            RequestId = user.RequestId,
            Action = $"{entry.Metadata.ClrType.Name}.{verb}",
            SubjectId = entry.Metadata.FindPrimaryKey() is { } key ? string.Join('/', key.Properties.Select(property => entry.Property(property).CurrentValue)) : null,
            Before = entry.State == EntityState.Added ? null : Json(shown, property => property.OriginalValue),
            After = entry.State == EntityState.Deleted ? null : Json(shown, property => property.CurrentValue),
        };
    }

    private static string Json(IEnumerable<PropertyEntry> properties, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(properties.ToDictionary(property => property.Metadata.Name, property => Text(property.Metadata, value(property)), StringComparer.Ordinal));

    /// <summary>As it stands in the database, whatever language the actor reads: both texts of a text, days and amounts in one spelling.</summary>
    private static string? Text(IProperty property, object? value) =>
        (value is null or Enum ? value : property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value) switch
        {
            null => null,
            string text => text,
            DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            var other => JsonSerializer.Serialize(other),
        };

    private static bool IsEncrypted(IProperty property) => property.FindAnnotation(ModelConventions.EncryptedMark) is not null;
}
