using Charity.Platform.Modules;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Data;

internal static class DataServices
{
    public static IServiceCollection AddCharityData(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddSingleton(database);
        services.AddSingleton<SqliteWriterGate>();
        services.AddScoped<UnitOfWork>();
        services.AddSingleton<SqliteConnectionSettings>();
        services.AddSingleton<Audit.AuditChanges>();

        // The options are made once: making them anew for every scope costs as much as a small query.
        services.AddDbContext<CharityDbContext>((provider, options) => Configure(options, provider, database), optionsLifetime: ServiceLifetime.Singleton);
        return services;
    }

    private static void Configure(DbContextOptionsBuilder options, IServiceProvider provider, DatabaseOptions database)
    {
        if (database.IsPostgres)
        {
            options.UseNpgsql(database.ConnectionString, npgsql => npgsql.MigrationsHistoryTable("Platform_Migrations"));
        }
        else
        {
            options.UseSqlite(database.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("Platform_Migrations"));
            options.AddInterceptors(provider.GetRequiredService<SqliteConnectionSettings>());
        }

        options.AddInterceptors(provider.GetRequiredService<Audit.AuditChanges>());
        options.ReplaceService<IMigrationsAssembly, ModuleMigrations>();
        options.ReplaceService<IModelCacheKeyFactory, ModelPerCipher>();
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new ModuleMigrationsExtension(provider.GetRequiredService<ModuleCatalog>()));

        // There is no snapshot to compare with: a test compares the migrated schema with the model's instead.
        options.ConfigureWarnings(warnings => warnings
            .Ignore(RelationalEventId.PendingModelChangesWarning)
            // A module may well have no tables of its own.
            .Ignore(CoreEventId.NoEntityTypeConfigurationsWarning)
            .Throw(RelationalEventId.MultipleCollectionIncludeWarning));
    }
}

/// <summary>Hands the module catalogue to EF Core's own container, where <see cref="ModuleMigrations"/> lives.</summary>
internal sealed class ModuleMigrationsExtension(ModuleCatalog modules) : IDbContextOptionsExtension
{
    private readonly ModuleCatalog _modules = modules;

    public DbContextOptionsExtensionInfo Info => new Description(this);

    public void ApplyServices(IServiceCollection services) => services.AddSingleton(_modules);

    public void Validate(IDbContextOptions options)
    {
    }

    private sealed class Description(ModuleMigrationsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => string.Empty;

        // Sites of the same modules in one process (tests) share EF Core's container: it refuses to be made dozens of times.
        private IEnumerable<System.Reflection.Assembly> Assemblies => ((ModuleMigrationsExtension)Extension)._modules.Modules.Select(module => module.Assembly);

        public override int GetServiceProviderHashCode() => Assemblies.Aggregate(0, HashCode.Combine);

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) =>
            other is Description description && description.Assemblies.SequenceEqual(Assemblies);

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo)
        {
        }
    }
}
