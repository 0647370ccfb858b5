using System.Diagnostics.Metrics;

namespace Charity.Payments.Events;

/// <summary>Meter <c>Charity.Payments</c>: what comes in, what becomes of it, and how long it takes.</summary>
internal sealed class PaymentMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _applied;
    private readonly Counter<long> _parked;
    private readonly Histogram<double> _lag;

    public PaymentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Charity.Payments");
        _accepted = meter.CreateCounter<long>("charity.payments.events.accepted", description: "Events answered with 200, by provider and whether they were new.");
        _refused = meter.CreateCounter<long>("charity.payments.events.refused", description: "Deliveries refused at the door, by provider and reason.");
        _applied = meter.CreateCounter<long>("charity.payments.events.applied", description: "Events worked off, by outcome.");
        _parked = meter.CreateCounter<long>("charity.payments.events.parked", description: "Events that failed again and again.");
        _lag = meter.CreateHistogram<double>("charity.payments.events.lag", "s", "From arrival to booked.");
    }

    public void Accepted(List<IncomingEvent> events, Acceptance[] answers)
    {
        if (!_accepted.Enabled)
        {
            return;
        }

        for (var index = 0; index < events.Count; index++)
        {
            _accepted.Add(1, new("provider", events[index].Provider), new("outcome", answers[index].ToString()));
        }
    }

    public void Refused(string provider, string reason) => _refused.Add(1, new("provider", provider), new("reason", reason));

    public void Applied(InboxState outcome, TimeSpan lag)
    {
        _applied.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        _lag.Record(lag.TotalSeconds);
    }

    public void Parked() => _parked.Add(1);
}
