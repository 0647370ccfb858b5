using System.Collections.Concurrent;
using System.Security.Claims;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Tests.Platform.Requests;
using Charity.Tests.Platform.Workflow;
using Charity.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Tests.Platform;

/// <summary>
/// The sites that the tests of the platform share, one per database: the usual ones with a few requests of the tests' own, a log
/// that can be read, and a way to make a request break.
/// </summary>
public sealed class PlatformSites : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => CharityApp.StartAsync(kind, services: AddTestRequests)));

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }

    internal static void AddTestRequests(IServiceCollection services)
    {
        services.AddScoped<IRequestHandler<WriteAlerts, Result>, WriteAlertsHandler>();
        services.AddSingleton<Committed>();
        services.AddScoped<IRequestHandler<Ask, Result<string>>, AskHandler>();
        services.AddScoped<FluentValidation.IValidator<Ask>, AskValidator>();
        services.AddScoped<IAuthorize<Ask>, OnlyOnesOwn>();
        services.AddScoped<IRequestHandler<AskAsStaff, Result<string>>, AskHandler>();
        services.AddScoped<IRequestHandler<AskInConfidence, Result<string>>, AskHandler>();
        services.AddScoped<IRequestHandler<AskNamingNobody, Result<string>>, AskHandler>();
        services.AddScoped<IRequestHandler<PullTrigger, Result>, PullTriggerHandler>();
        services.AddSingleton<Trouble>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Breaking<,>));
        services.AddSingleton<WrittenLog>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<WrittenLog>());
        services.Configure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Debug;
        });
    }
}

internal static class Actors
{
    /// <summary>Does something as a person whose request is being answered; nobody, when no roles are given, somebody new when no account is.</summary>
    public static async Task<T> AsAsync<T>(this CharityApp site, string[]? roles, Func<IServiceProvider, Task<T>> work, bool secondFactor = false, Guid? userId = null)
    {
        await using var scope = site.Site.Services.CreateAsyncScope();
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, (userId ?? Guid.CreateVersion7()).ToString()), new(CharityClaims.DisplayName, "测试人") };
        claims.AddRange(roles?.Select(role => new Claim(ClaimTypes.Role, role)) ?? []);
        if (secondFactor)
        {
            claims.Add(new Claim(CharityClaims.SecondFactor, "yes"));
        }

        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        if (roles is not null)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
        }

        // Seen by this flow of control alone.
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        return await work(scope.ServiceProvider);
    }

    public static Task<Result<string>> AskAsync(this CharityApp site, string[]? roles, IRequest<Result<string>> question, bool secondFactor = false) =>
        site.AsAsync(roles, services => services.GetRequiredService<IMediator>().Send(question), secondFactor);
}

[CollectionDefinition(nameof(PlatformSites))]
public sealed class PlatformCollection : ICollectionFixture<PlatformSites>;

/// <summary>The name of the request that breaks in its handler's place.</summary>
internal sealed class Trouble
{
    public const string Secret = "the-inside-of-the-house";

    public string? Request { get; set; }
}

internal sealed class Breaking<TRequest, TResponse>(Trouble trouble) : IPipelineBehavior<TRequest, TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        trouble.Request == typeof(TRequest).Name ? throw new InvalidOperationException(Trouble.Secret) : next();
}

/// <summary>Everything the site logs from debug upwards, as it would stand in a file.</summary>
internal sealed class WrittenLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
