namespace Charity.Platform.Data;

/// <summary>
/// The site's time. While the demonstration recipe relives a year, its own flow of control sees the past; everybody else sees now.
/// Only recipe steps may use <see cref="At"/>.
/// </summary>
public sealed class SiteClock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Relived = new();

    public override DateTimeOffset GetUtcNow() => Relived.Value ?? base.GetUtcNow();

    /// <summary>Until disposed, the current flow of control sees <paramref name="instant"/> as now.</summary>
    public static IDisposable At(DateTimeOffset instant)
    {
        Relived.Value = instant;
        return new Present();
    }

    private sealed class Present : IDisposable
    {
        public void Dispose() => Relived.Value = null;
    }
}
