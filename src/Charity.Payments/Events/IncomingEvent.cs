using Charity.Payments.Webhooks;

namespace Charity.Payments.Events;

/// <summary>An event whose signature was checked, on its way into the inbox.</summary>
internal sealed record IncomingEvent(Guid Id, string Provider, EventEnvelope Envelope, DateTime ReceivedUtc, byte[] Payload);

internal enum Acceptance
{
    Stored,

    /// <summary>It was there before.</summary>
    Duplicate,

    /// <summary>An event with this id but other content was there before; that one stays, and somebody is told.</summary>
    Different,
}
