using System.Diagnostics.Metrics;

namespace Charity.Platform.Requests;

internal static class RequestMetrics
{
    public static readonly Meter Meter = new("Charity.Requests");

    /// <summary>Seconds per request, by request name and outcome code.</summary>
    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("charity.request.duration", "s");
}
