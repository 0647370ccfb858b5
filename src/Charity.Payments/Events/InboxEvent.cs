namespace Charity.Payments.Events;

internal enum InboxState
{
    Waiting = 0,
    Done = 1,

    /// <summary>Failed again and again; somebody looks at it and lets it be tried again.</summary>
    Parked = 2,

    /// <summary>Nothing of ours: an unknown type, another mode, an order of somebody else. <see cref="InboxEvent.Error"/> says which.</summary>
    Ignored = 3,
}

/// <summary>An event as it came in, byte for byte. Never deleted, so that the books can be explained from it.</summary>
internal sealed class InboxEvent
{
    public const int MaximumAttempts = 5;
    private const int LongestError = 1000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    private InboxEvent()
    {
    }

    /// <summary>Made on arrival, ordered by time.</summary>
    public Guid Id { get; private init; }
    public string Provider { get; private init; } = string.Empty;

    /// <summary>The provider's; unique with the provider.</summary>
    public string EventId { get; private init; } = string.Empty;
    public string Type { get; private init; } = string.Empty;
    public bool IsLive { get; private init; }

    /// <summary>The provider's time.</summary>
    public DateTime CreatedUtc { get; private init; }
    public DateTime ReceivedUtc { get; private init; }

    /// <summary>SHA-256 of what must be the same in every delivery of the event.</summary>
    public byte[] ContentHash { get; private init; } = [];
    public byte[] Payload { get; private init; } = [];
    public InboxState State { get; private set; }

    /// <summary>How often applying it has failed.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not tried before.</summary>
    public DateTime DueUtc { get; private set; }

    /// <summary>Why it failed last, or why it was ignored.</summary>
    public string? Error { get; private set; }
    public DateTime? DoneUtc { get; private set; }

    /// <summary>Applying it has failed: it waits a little longer each time, then it is parked.</summary>
    public void Fail(string error, DateTime nowUtc)
    {
        Attempts++;
        Error = error.Length > LongestError ? error[..LongestError] : error;
        if (Attempts >= MaximumAttempts)
        {
            State = InboxState.Parked;
        }
        else
        {
            DueUtc = nowUtc + Pauses[Attempts - 1];
        }
    }

    /// <summary>A parked event is tried again. The last error stays until it succeeds, so that it is tried alone.</summary>
    public void Retry(DateTime nowUtc)
    {
        if (State != InboxState.Parked)
        {
            throw new InvalidOperationException($"Event {EventId} is {State}, not parked.");
        }

        State = InboxState.Waiting;
        Attempts = 0;
        DueUtc = nowUtc;
    }
}
