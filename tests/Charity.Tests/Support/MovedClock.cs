namespace Charity.Tests.Support;

/// <summary>A site's clock that goes as it always does, and ahead of everybody's: <c>services.AddSingleton&lt;TimeProvider&gt;(clock)</c>.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);

    /// <summary>Forward only.</summary>
    public void MoveTo(DateTime utc)
    {
        var by = utc - GetUtcNow().UtcDateTime;
        if (by > TimeSpan.Zero)
        {
            Advance(by);
        }
    }
}
