using System.Data.Common;
using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Charity.Platform.Web;

/// <summary>Reads the settings the host needs before anything else. Every fault is one sentence that names the key.</summary>
internal static class HostSettings
{
    public static DataDirectory DataDirectory(IConfiguration configuration, IHostEnvironment environment) =>
        new(Path.Combine(environment.ContentRootPath, configuration["DataDirectory"] ?? "App_Data"));

    /// <summary>A public site says where it is: links in mails and the way back from a payment page are built from it.</summary>
    public static void SiteAddress(IConfiguration configuration, IHostEnvironment environment)
    {
        var address = configuration["Site:BaseUrl"];
        if (string.IsNullOrWhiteSpace(address))
        {
            if (environment.IsProduction())
            {
                throw new SettingsException("Site:BaseUrl must be the site's public address, e.g. https://charity.example.org.");
            }

            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            throw new SettingsException($"Site:BaseUrl is \"{address}\" but must be an address such as https://charity.example.org.");
        }
    }

    /// <summary>A whole number from 1 to <paramref name="most"/>.</summary>
    public static int Number(IConfiguration configuration, string key, int unset, int most) =>
        configuration[key] is not { Length: > 0 } given ? unset
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw new SettingsException($"{key} is \"{given}\" but must be a whole number from 1 to {most}.");

    public static DatabaseOptions Database(IConfiguration configuration, DataDirectory directory)
    {
        var name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
        {
            throw new SettingsException($"Database:Provider is \"{name}\" but must be Sqlite or Postgres.");
        }

        var connection = configuration.GetConnectionString("Charity");
        CheckConnection(provider, connection);
        if (provider == DatabaseProvider.Postgres)
        {
            return string.IsNullOrWhiteSpace(connection)
                ? throw new SettingsException("ConnectionStrings:Charity must name the PostgreSQL database when Database:Provider is Postgres.")
                : new DatabaseOptions(provider, connection);
        }

        Directory.CreateDirectory(directory.Root);
        return new DatabaseOptions(provider, string.IsNullOrWhiteSpace(connection) ? $"Data Source={directory.PathOf("charity.db")}" : connection);
    }

    /// <summary>The text itself is not repeated: it holds a password.</summary>
    private static void CheckConnection(DatabaseProvider provider, string? connection)
    {
        try
        {
            DbConnectionStringBuilder read = provider == DatabaseProvider.Postgres ? new NpgsqlConnectionStringBuilder(connection) : new SqliteConnectionStringBuilder(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new SettingsException($"ConnectionStrings:Charity is not a connection string that {provider} understands.");
        }
    }
}
