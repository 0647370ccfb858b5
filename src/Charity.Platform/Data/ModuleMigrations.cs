using System.Reflection;
using Charity.Platform.Modules;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Platform.Data;

/// <summary>
/// Gathers the migrations of all modules, ordered by their time stamps. They are written by hand, for both databases at once,
/// without snapshots; a test holds that the migrated schema equals the model's.
/// </summary>
internal sealed class ModuleMigrations(ModuleCatalog modules) : IMigrationsAssembly
{
    private readonly SortedList<string, TypeInfo> _migrations = Collect(modules);

    public IReadOnlyDictionary<string, TypeInfo> Migrations => _migrations;

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => typeof(ModuleMigrations).Assembly;

    public string? FindMigrationId(string nameOrId) =>
        _migrations.Keys.FirstOrDefault(id => id.Equals(nameOrId, StringComparison.OrdinalIgnoreCase) || id.EndsWith("_" + nameOrId, StringComparison.OrdinalIgnoreCase));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType(), nonPublic: true)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    private static SortedList<string, TypeInfo> Collect(ModuleCatalog modules)
    {
        var migrations = new SortedList<string, TypeInfo>(StringComparer.Ordinal);
        foreach (var type in modules.Modules.SelectMany(module => module.Assembly.GetTypes()))
        {
            if (type.IsSubclassOf(typeof(Migration)) && !type.IsAbstract && type.GetCustomAttribute<MigrationAttribute>() is { } attribute)
            {
                migrations.Add(attribute.Id, type.GetTypeInfo());
            }
        }

        return migrations;
    }
}
