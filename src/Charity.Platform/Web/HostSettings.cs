using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Charity.Platform.Web;

/// <summary>Reads the settings the host needs before anything else. Every fault is one sentence that names the key.</summary>
internal static class HostSettings
{
    public static DataDirectory DataDirectory(IConfiguration configuration, IHostEnvironment environment) =>
        new(Path.Combine(environment.ContentRootPath, configuration["DataDirectory"] ?? "App_Data"));

    public static DatabaseOptions Database(IConfiguration configuration, DataDirectory directory)
    {
        var name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
        {
            throw new SettingsException($"Database:Provider is \"{name}\" but must be Sqlite or Postgres.");
        }

        var connection = configuration.GetConnectionString("Charity");
        if (provider == DatabaseProvider.Postgres)
        {
            return string.IsNullOrWhiteSpace(connection)
                ? throw new SettingsException("ConnectionStrings:Charity must name the PostgreSQL database when Database:Provider is Postgres.")
                : new DatabaseOptions(provider, connection);
        }

        Directory.CreateDirectory(directory.Root);
        return new DatabaseOptions(provider, string.IsNullOrWhiteSpace(connection) ? $"Data Source={directory.PathOf("charity.db")}" : connection);
    }
}
