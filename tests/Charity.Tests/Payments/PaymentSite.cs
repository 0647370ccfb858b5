using System.Collections.Concurrent;
using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Payments.Events;
using Charity.Payments.Sandbox;
using Charity.Payments.Webhooks;
using Charity.Platform.Alerts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Payments;

/// <summary>
/// A site with an empty database of its own, for tests of the payments. Built but not started, nothing happens in the background:
/// the test decides when the inbox is worked off, which is also how a crash in between looks.
/// </summary>
internal sealed class PaymentSite : IAsyncDisposable
{
    public const string Secret = "whsec_test_secret";
    public const string SecretKey = "Payments:SandboxSecret";

    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<TestDatabase>>> Prepared = new();
    private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);

    private readonly string _directory;
    private readonly bool _ownsDatabase;

    private PaymentSite(TestDatabase database, WebApplication site, string directory, bool ownsDatabase)
    {
        Database = database;
        Site = site;
        _directory = directory;
        _ownsDatabase = ownsDatabase;
    }

    public WebApplication Site { get; }

    public TestDatabase Database { get; }

    public Uri Address { get; private set; } = null!;

    public static async Task<PaymentSite> OpenAsync(DatabaseKind kind, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var template = await Prepared.GetOrAdd(kind, key => new Lazy<Task<TestDatabase>>(() => PrepareAsync(key))).Value;
        await OneCopyAtATime.WaitAsync();
        try
        {
            return On(await TestDatabase.CreateAsync(kind, template), ownsDatabase: true, services, settings);
        }
        finally
        {
            OneCopyAtATime.Release();
        }
    }

    /// <summary>The same, listening on a port and with its workers running.</summary>
    public static async Task<PaymentSite> StartAsync(DatabaseKind kind, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var opened = await OpenAsync(kind, services, settings);
        return await opened.ListenAsync();
    }

    /// <summary>A look at a whole site that somebody else has started, and will end.</summary>
    public static PaymentSite Around(CharityApp app) => new(app.Database, app.Site, app.DataDirectory, ownsDatabase: false) { Address = app.Address };

    /// <summary>Another process on the same data: a second node, or the first one after a crash.</summary>
    public PaymentSite Again(params (string Key, string Value)[] settings) => On(Database, ownsDatabase: false, services: null, settings);

    /// <summary>Another process on the same data, listening and with its workers running.</summary>
    public Task<PaymentSite> RestartAsync() => Again().ListenAsync();

    /// <summary>Writes an order down, as a gift does.</summary>
    public async Task<Guid> OrderAsync(long amountMinor = 10_000, string reference = "test:gift", string currency = "CNY")
    {
        var id = Guid.CreateVersion7();
        await InScopeAsync(scope => scope.GetRequiredService<UnitOfWork>().ExecuteAsync(
            _ =>
            {
                scope.GetRequiredService<ICheckouts>().Add(new CheckoutDraft(
                    id, reference, amountMinor, currency, new LocalizedText("捐给梅园", "A gift for Meiyuan"), "donor@example.org", "zh-CN", SuccessUrl, "http://localhost/cancel"));
                return Task.FromResult(true);
            },
            CancellationToken.None));
        return id;
    }

    public string SuccessUrl => Address is null ? "http://localhost/thanks" : new Uri(Address, "/thanks").ToString();

    public Task<Result<OpenCheckout>> OpenCheckoutAsync(Guid id) => InScopeAsync(scope => scope.GetRequiredService<ICheckouts>().OpenAsync(id, CancellationToken.None));

    public Task<Checkout> CheckoutAsync(Guid id) => InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Set<Checkout>().AsNoTracking().FirstAsync(c => c.Id == id));

    public Task PayAsync(Guid id, SandboxOutcome outcome) => Site.Services.GetRequiredService<ISandbox>().PayAsync(id, outcome, CancellationToken.None);

    /// <summary>Signs the event with the site's secret and brings it to the door from inside.</summary>
    public async Task<int> BringAsync(byte[] payload)
    {
        var secrets = await Site.Services.GetRequiredService<SandboxWebhooks>().SecretsAsync(CancellationToken.None);
        var signature = WebhookSignature.Sign(payload, secrets[0], TimeProvider.System.GetUtcNow());
        return (await Site.Services.GetRequiredService<WebhookDoor>().ReceiveAsync("sandbox", signature, payload, CancellationToken.None)).Status;
    }

    public Task<int> ProcessAsync() => Site.Services.GetRequiredService<IPaymentEvents>().ProcessWaitingAsync(CancellationToken.None);

    /// <summary>Works the inbox off at a later time, so that what failed is due again.</summary>
    public async Task<int> ProcessLaterAsync(TimeSpan later)
    {
        using (SiteClock.At(TimeProvider.System.GetUtcNow() + later))
        {
            return await ProcessAsync();
        }
    }

    /// <summary>The inbox rows that speak of this order, in the order they arrived.</summary>
    public async Task<List<InboxEvent>> InboxAsync(Guid order) => (await InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Set<InboxEvent>().AsNoTracking().ToListAsync()))
        .Where(e => System.Text.Encoding.UTF8.GetString(e.Payload).Contains(order.ToString(), StringComparison.Ordinal))
        .OrderBy(e => e.Id)
        .ToList();

    public Task<InboxEvent?> EventAsync(string eventId) =>
        InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Set<InboxEvent>().AsNoTracking().FirstOrDefaultAsync(e => e.EventId == eventId));

    /// <summary>What the handlers of payment changes have booked and committed for this order, in order.</summary>
    public Task<List<string>> BookedAsync(Guid order) => InScopeAsync(async scope =>
        (await scope.GetRequiredService<CharityDbContext>().Set<AuditEntry>().Where(e => e.SubjectId == order.ToString() && e.Action.StartsWith("Test.")).ToListAsync())
        .OrderBy(e => e.AtUtc).ThenBy(e => e.RequestId, StringComparer.Ordinal)
        .Select(e => e.Action["Test.".Length..])
        .ToList());

    /// <summary>The open alerts about the events of this order.</summary>
    public async Task<List<Alert>> AlertsAsync(Guid order)
    {
        var keys = (await InboxAsync(order)).ConvertAll(e => EventAlerts.KeyOf(e.Id));
        return await InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Set<Alert>().Where(a => a.ResolvedUtc == null && keys.Contains(a.Key)).ToListAsync());
    }

    public Task<int> SqlAsync(string sql) => InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Database.ExecuteSqlRawAsync(sql));

    /// <summary>Waits for what a worker does, looking again and again; fails after half a minute.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 600, "It did not happen within half a minute.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Site.Services.GetRequiredService<IServiceScopeFactory>().CreateSystemScope("test");
        return await work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        if (_ownsDatabase)
        {
            await Database.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    public static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private async Task<PaymentSite> ListenAsync()
    {
        await Site.StartAsync();
        Address = new Uri(Site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return this;
    }

    private static PaymentSite On(TestDatabase database, bool ownsDatabase, Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var directory = PreparedSites.TemporaryDirectory();
        var site = CharityApp.Build(
            database, directory, "blank",
            collection =>
            {
                // A site per test is many sites in one process.
                collection.ConfigureDbContext<CharityDbContext>(options => options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
                collection.AddSingleton<Trouble>();
                collection.AddScoped<INotificationHandler<PaymentChanges>, BookInTests>();
                services?.Invoke(collection);
            },
            settings.Any(setting => setting.Key == SecretKey) ? settings : [(SecretKey, Secret), .. settings]);
        return new PaymentSite(database, site, directory, ownsDatabase);
    }

    private static async Task<TestDatabase> PrepareAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        await using (var site = On(database, ownsDatabase: false, services: null))
        {
            await site.InScopeAsync(async scope =>
            {
                await scope.GetRequiredService<CharityDbContext>().Database.MigrateAsync();
                return true;
            });
        }

        await database.ReleaseAsync();
        return database;
    }
}

/// <summary>One site per database for the tests of a class, made when the first one asks; each test has orders of its own.</summary>
public abstract class SharedPaymentSites(bool listen) : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<PaymentSite>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<PaymentSite>>(() => listen ? PaymentSite.StartAsync(kind) : PaymentSite.OpenAsync(kind)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }

    internal Task<PaymentSite> OnAsync(DatabaseKind kind) => _sites[kind].Value;
}

/// <summary>Built but not started: the test decides when the inbox is worked off.</summary>
public sealed class QuietPaymentSites() : SharedPaymentSites(listen: false);

/// <summary>Listening, with the workers running.</summary>
public sealed class ListeningPaymentSites() : SharedPaymentSites(listen: true);

/// <summary>Lets a test break the booking of certain orders, and mend it again.</summary>
internal sealed class Trouble
{
    public ConcurrentDictionary<Guid, bool> Orders { get; } = new();

    public int Groups;
}

/// <summary>Stands where the gifts stand: writes what it hears into the same transaction.</summary>
internal sealed class BookInTests(CharityDbContext db, Trouble trouble, TimeProvider clock) : INotificationHandler<PaymentChanges>
{
    private static int _count;

    public Task Handle(PaymentChanges notification, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref trouble.Groups);
        foreach (var change in notification.Changes)
        {
            db.Add(new AuditEntry
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                AtUtc = clock.GetUtcNow().UtcDateTime,
                ActorName = "test",
                RequestId = Interlocked.Increment(ref _count).ToString("D9", System.Globalization.CultureInfo.InvariantCulture),
                Action = $"Test.{change.GetType().Name}",
                SubjectId = change.CheckoutId.ToString(),
            });
            if (trouble.Orders.ContainsKey(change.CheckoutId))
            {
                throw new InvalidOperationException("The fund's account is unknown.");
            }
        }

        return Task.CompletedTask;
    }
}
