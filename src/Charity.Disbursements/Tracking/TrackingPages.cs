using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

internal sealed record TrackingPage(TrackingView By, int? Year, IReadOnlyList<int> Years, IReadOnlyList<TrackingRow> Rows, TrackingRow Total, DateTime AsOf);

/// <summary>What the pages and downloads of the tracking share.</summary>
internal sealed class TrackingPages(TrackingReader reader, IStringLocalizer texts, TimeProvider clock)
{
    /// <param name="year">Only works of this year; null for all.</param>
    public async Task<TrackingPage> ReadAsync(TrackingView by, int? year, CancellationToken cancellationToken)
    {
        var works = await reader.WorksAsync(cancellationToken);
        var chosen = year is null ? works : [.. works.Where(work => work.Year == year)];
        return new TrackingPage(
            by, year, [.. works.Select(work => work.Year).Distinct().OrderDescending()], TrackingReader.Group(chosen, by, await reader.LabelsAsync(by, cancellationToken)),
            TrackingRow.Of(texts["All together"], chosen), clock.GetUtcNow().UtcDateTime);
    }
}
