using Charity.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Contents;

/// <summary>
/// A small table held in memory for places that ask on every page and cannot wait (a route, a view). A change of this process shows
/// at once, because whoever commits it calls <see cref="Forget"/>; another node's shows within five seconds. While the database does
/// not answer, what was read last stays in use.
/// </summary>
internal abstract partial class Remembered<T>(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger) where T : class
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);
    private readonly Lock _loading = new();
    private volatile Loaded? _loaded;
    private int _changes;

    /// <summary>Throws only when nothing has been read yet and the database does not answer.</summary>
    public T Value
    {
        get
        {
            var loaded = _loaded;
            var isCurrent = IsCurrent(loaded);
            if (isCurrent && clock.GetElapsedTime(loaded!.At) < MaximumAge)
            {
                return loaded.Value;
            }

            // What is merely old is good enough for everybody but the one who renews it.
            if (!isCurrent)
            {
                _loading.Enter();
            }
            else if (!_loading.TryEnter())
            {
                return loaded!.Value;
            }

            try
            {
                return Load(unless: loaded);
            }
            finally
            {
                _loading.Exit();
            }
        }
    }

    public void Forget() => Interlocked.Increment(ref _changes);

    protected abstract T Read(CharityDbContext db);

    private bool IsCurrent(Loaded? loaded) => loaded?.Changes == Volatile.Read(ref _changes);

    private T Load(Loaded? unless)
    {
        if (_loaded is { } meanwhile && meanwhile != unless && IsCurrent(meanwhile))
        {
            return meanwhile.Value;
        }

        while (true)
        {
            var changes = Volatile.Read(ref _changes);
            var value = ReadOrKeep();
            if (changes == Volatile.Read(ref _changes))
            {
                _loaded = new Loaded(value, clock.GetTimestamp(), changes);
                return value;
            }
        }
    }

    private T ReadOrKeep()
    {
        try
        {
            using var scope = scopes.CreateScope();
            return Read(scope.ServiceProvider.GetRequiredService<CharityDbContext>());
        }
        catch (Exception exception) when (_loaded is { } kept)
        {
            // Counts as read: not every page shall wait for a database that is gone.
            LogKept(logger, exception, typeof(T).Name);
            return kept.Value;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The table {Table} could not be read again; what was read last stays in use")]
    private static partial void LogKept(ILogger logger, Exception exception, string table);

    private sealed record Loaded(T Value, long At, int Changes);
}
