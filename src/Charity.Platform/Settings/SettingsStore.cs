using System.Collections.Concurrent;
using System.Text.Json;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Settings;

/// <summary>One settings object as JSON, named by its type.</summary>
[Audited]
internal sealed class Setting
{
    public required string Name { get; init; }
    public required string Json { get; set; }
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.ToTable("Platform_Settings");
        setting.HasKey(s => s.Name);
        setting.Property(s => s.Name).HasMaxLength(100);
    }
}

/// <summary>Settings that people change in the site, one record type each. Read from memory; other nodes see a change within five seconds.</summary>
public interface ISettingsStore
{
    /// <summary>The stored value, or a new <typeparamref name="T"/> when nothing is stored.</summary>
    ValueTask<T> GetAsync<T>(CancellationToken cancellationToken) where T : class, new();

    /// <summary>Stores the value in the current transaction, or in one of its own.</summary>
    Task SetAsync<T>(T value, CancellationToken cancellationToken) where T : class, new();

    /// <summary>The value last read, for places that cannot wait (the view engine).</summary>
    T Peek<T>() where T : class, new();
}

internal sealed class SettingsCache
{
    public readonly ConcurrentDictionary<string, (object Value, DateTimeOffset ReadAt)> Entries = new(StringComparer.Ordinal);
}

internal sealed class SettingsStore(SettingsCache cache, IServiceScopeFactory scopes, CharityDbContext db, UnitOfWork unitOfWork, TimeProvider clock) : ISettingsStore
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);

    public async ValueTask<T> GetAsync<T>(CancellationToken cancellationToken) where T : class, new()
    {
        var name = typeof(T).Name;
        if (cache.Entries.TryGetValue(name, out var entry) && clock.GetUtcNow() - entry.ReadAt < MaximumAge && clock.GetUtcNow() >= entry.ReadAt)
        {
            return (T)entry.Value;
        }

        // A scope of its own: a value that a later rollback undoes must not stay in memory.
        await using var scope = scopes.CreateAsyncScope();
        var other = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var json = await other.Set<Setting>().Where(setting => setting.Name == name).Select(setting => setting.Json).FirstOrDefaultAsync(cancellationToken);
        var value = json is null ? new T() : JsonSerializer.Deserialize<T>(json, SettingsJson.Options) ?? new T();
        cache.Entries[name] = (value, clock.GetUtcNow());
        return value;
    }

    public async Task SetAsync<T>(T value, CancellationToken cancellationToken) where T : class, new()
    {
        var name = typeof(T).Name;
        var json = JsonSerializer.Serialize(value, SettingsJson.Options);
        await unitOfWork.ExecuteAsync(
            async token =>
            {
                if (await db.Set<Setting>().FirstOrDefaultAsync(setting => setting.Name == name, token) is { } stored)
                {
                    stored.Json = json;
                }
                else
                {
                    db.Add(new Setting { Name = name, Json = json });
                }

                unitOfWork.AfterCommit(() => cache.Entries.TryRemove(name, out _));
                return true;
            },
            cancellationToken);
    }

    public T Peek<T>() where T : class, new() => cache.Entries.TryGetValue(typeof(T).Name, out var entry) ? (T)entry.Value : new T();
}

internal static class SettingsJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new LocalizedTextJson() },
    };

    /// <summary>For what people write: a misspelt property is an error, not a silent default.</summary>
    public static readonly JsonSerializerOptions Strict = new(Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };
}
