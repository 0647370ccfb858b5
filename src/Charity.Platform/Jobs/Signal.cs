using System.Threading.Channels;

namespace Charity.Platform.Jobs;

/// <summary>Wakes the worker <typeparamref name="T"/> of this process. Raising it many times before the worker looks wakes it once; a lost signal only means waiting for the worker's next round.</summary>
public sealed class Signal<T>
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _channel.Writer.TryWrite(true);

    /// <summary>Returns when raised, or after <paramref name="patience"/>.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(_ => timeout.Cancel(), null, patience, Timeout.InfiniteTimeSpan);
        try
        {
            await _channel.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The round is due without a signal.
        }
    }
}
