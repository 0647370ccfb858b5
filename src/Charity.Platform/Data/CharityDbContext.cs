using Charity.Platform.Modules;
using Charity.Platform.Security;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Charity.Platform.Data;

/// <summary>
/// The one context of the site: a gift and its ledger entry share a transaction. Every module adds its entities by
/// <see cref="IEntityTypeConfiguration{TEntity}"/> classes; the entities are internal to their module.
/// </summary>
public sealed class CharityDbContext : DbContext, IDataProtectionKeyContext
{
    private readonly ModuleCatalog _modules;

    public CharityDbContext(DbContextOptions<CharityDbContext> options, ModuleCatalog modules, FieldCipher cipher, IServiceProvider scope)
        : base(options)
    {
        (_modules, Cipher, Scope) = (modules, cipher, scope);

        // A unit of work is kept or dropped as a whole: a savepoint before every save is two round trips for nothing.
        Database.AutoSavepointsEnabled = false;
    }

    internal FieldCipher Cipher { get; }

    /// <summary>The services of the request or the work this context belongs to: they know who acts.</summary>
    internal IServiceProvider Scope { get; }

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("Platform_DataProtectionKeys");
            key.Property(k => k.FriendlyName).HasMaxLength(200);
        });
        foreach (var module in _modules.Modules)
        {
            modelBuilder.ApplyConfigurationsFromAssembly(module.Assembly);
        }

        ModelConventions.Apply(modelBuilder, Cipher);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTime>();
        configurationBuilder.Properties<Text.LocalizedText>().HaveConversion<LocalizedTextColumn>();
    }
}

/// <summary>The model carries the field cipher, so two sites of different keys in one process (tests) must not share it.</summary>
internal sealed class ModelPerCipher : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as CharityDbContext)?.Cipher, designTime);
}
