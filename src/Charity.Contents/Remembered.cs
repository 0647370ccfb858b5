using Charity.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Contents;

/// <summary>
/// A small table held in memory for places that ask on every page and cannot wait (a route, a view). A change of this process shows
/// at once, because whoever commits it calls <see cref="Forget"/>; another node's shows within five seconds.
/// </summary>
internal abstract class Remembered<T>(IServiceScopeFactory scopes, TimeProvider clock) where T : class
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);
    private readonly Lock _loading = new();
    private volatile Loaded? _loaded;
    private int _forgotten;

    public T Value
    {
        get
        {
            var loaded = _loaded;
            if (loaded is not null && clock.GetElapsedTime(loaded.At) < MaximumAge)
            {
                return loaded.Value;
            }

            // What is merely old is good enough for everybody but the one who renews it.
            if (loaded is null)
            {
                _loading.Enter();
            }
            else if (!_loading.TryEnter())
            {
                return loaded.Value;
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

    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _loaded = null;
    }

    protected abstract T Read(CharityDbContext db);

    private T Load(Loaded? unless)
    {
        if (_loaded is { } meanwhile && meanwhile != unless)
        {
            return meanwhile.Value;
        }

        while (true)
        {
            var forgotten = Volatile.Read(ref _forgotten);
            using var scope = scopes.CreateScope();
            var value = Read(scope.ServiceProvider.GetRequiredService<CharityDbContext>());
            if (forgotten == Volatile.Read(ref _forgotten))
            {
                _loaded = new Loaded(value, clock.GetTimestamp());
                return value;
            }
        }
    }

    private sealed record Loaded(T Value, long At);
}
