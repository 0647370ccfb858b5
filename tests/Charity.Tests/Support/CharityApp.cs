using Charity.Platform;
using Charity.Platform.Commands;
using Charity.Platform.Security;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Tests.Support;

/// <summary>A real site on a real port with a database of its own.</summary>
public sealed class CharityApp : IAsyncDisposable
{
    public const string Password = "Demo-2026!";
    private readonly TestDatabase _database;
    private readonly string _directory;
    private readonly bool _ownsData;

    private CharityApp(WebApplication site, TestDatabase database, string directory, bool ownsData)
    {
        Site = site;
        _database = database;
        _directory = directory;
        _ownsData = ownsData;
    }

    public WebApplication Site { get; }

    public TestDatabase Database => _database;

    public string DataDirectory => _directory;

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a copy of the site that the recipe sets up.</summary>
    /// <param name="settings">Settings on top of the usual ones, e.g. <c>("Sandbox:DelaySeconds", "0")</c>.</param>
    public static async Task<CharityApp> StartAsync(
        DatabaseKind kind, string recipe = "test", Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, recipe);
        return await StartOnAsync(database, directory, ownsData: true, services, settings);
    }

    /// <summary>A copy of the site that only commands and recipes work on: it listens to nobody and no worker runs.</summary>
    public static async Task<CharityApp> OpenAsync(DatabaseKind kind, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        return new CharityApp(Build(database, directory, "blank", services, settings), database, directory, ownsData: true);
    }

    /// <summary>Another site on the same data, as a second node beside this one; listens to nobody and no worker runs.</summary>
    public CharityApp Again(Action<IServiceCollection>? services = null) => new(Build(_database, _directory, "blank", services), _database, _directory, ownsData: false);

    /// <summary>Starts a site on data that is there already, as after a crash or on a second node.</summary>
    public static async Task<CharityApp> StartOnAsync(
        TestDatabase database, string directory, bool ownsData, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var site = Build(database, directory, "blank", services, settings);
        var app = new CharityApp(site, database, directory, ownsData);
        await CharityHost.PrepareAsync(site, TextWriter.Null, CancellationToken.None);
        await site.StartAsync();
        app.Address = new Uri(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return app;
    }

    internal static WebApplication Build(
        TestDatabase database, string directory, string recipe, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings) =>
        CharityHost.Build(["--environment", "Development"], typeof(Program).Assembly, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Database:Provider"] = database.Options.Provider.ToString(),
                ["ConnectionStrings:Charity"] = database.ConnectionString,
                ["DataDirectory"] = directory,
                ["Setup:Recipe"] = PreparedSites.PathOf(recipe),
                ["Security:MasterKey"] = Convert.ToBase64String(new byte[32]),
                ["RateLimits:sign-in"] = "10000",
                ["RateLimits:giving"] = "10000",
                ["RateLimits:search"] = "10000",
                ["RateLimits:report"] = "10000",
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
            builder.Logging.ClearProviders();

            // After the modules' own registrations, so that a test can replace one.
            builder.Host.ConfigureContainer<IServiceCollection>((_, collection) => services?.Invoke(collection));
        });

    /// <summary>A visitor with a browser's cookies; does not follow redirects, so that tests see them.</summary>
    public Visitor Visit(string culture = "zh-CN") => new(Address, culture) { Clock = Site.Services.GetRequiredService<TimeProvider>() };

    /// <summary>A visitor who has signed in with the demonstration password.</summary>
    public async Task<Visitor> SignInAsync(string email, string culture = "zh-CN")
    {
        var visitor = Visit(culture);
        await visitor.SignInAsync(email.Contains('@', StringComparison.Ordinal) ? email : $"{email}@demo.example", Password);
        return visitor;
    }

    /// <summary>Sends a request as the named part of the system.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request) => await InScopeAsync(services => services.GetRequiredService<IMediator>().Send(request));

    /// <summary>Does something with the site's services in a scope of its own, as the system.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Site.Services.GetRequiredService<IServiceScopeFactory>().CreateSystemScope("test");
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs a site command (<c>verify</c>) and answers with its exit code and what it printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] command)
    {
        var output = new StringWriter();
        var code = await CommandLine.RunAsync(Site, command, output, CancellationToken.None);
        return (code, output.ToString());
    }

    /// <summary>Stops the site and leaves its data, as before a restart.</summary>
    public async Task StopAsync()
    {
        await Site.StopAsync();
        await Site.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsData)
        {
            await _database.DisposeAsync();
            Directory.Delete(_directory, recursive: true);
        }
    }
}

/// <summary>One site per database for all tests of a class: <c>IClassFixture&lt;SharedSites&gt;</c>. Tests use funds and people of their own.</summary>
public sealed class SharedSites : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => CharityApp.StartAsync(kind)));

    /// <summary>Those that a test has asked for.</summary>
    public IEnumerable<Task<CharityApp>> Started => _sites.Values.Where(site => site.IsValueCreated).Select(site => site.Value);

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in Started)
        {
            await (await site).DisposeAsync();
        }
    }
}
