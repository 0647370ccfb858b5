using Charity.Platform.Text;
using Charity.Ventures.Contracts;

namespace Charity.Disbursements.Tracking;

/// <summary>Something that money was received or set aside for: a project, a list of aid, a fund's own spending, or a row of an earlier year.</summary>
/// <param name="StreetCode">The street or town it lies in; null for the whole district.</param>
/// <param name="ReceivedMinor">What was received or awarded for it.</param>
/// <param name="Address">Its page for the staff; null when it has none.</param>
internal sealed record TrackedWork(
    Guid Id, string Title, int Year, string Programme, string? FundSlug, string? StreetCode, ProjectStanding Standing, long ReceivedMinor, long PaidMinor, long ReturnedMinor, string? Address)
{
    public long UnpaidMinor => Standing == ProjectStanding.Stopped ? 0 : Math.Max(0, ReceivedMinor - PaidMinor);
}

/// <summary>By what the works are added up.</summary>
internal enum TrackingView
{
    Year,
    Programme,
    Fund,
    Street,
}

/// <summary>Works of one year, programme, fund or street together.</summary>
/// <param name="Label">As it is shown.</param>
internal sealed record TrackingRow(string Label, int Works, int Done, int Running, int NotStarted, int Stopped, long ReceivedMinor, long PaidMinor, long ReturnedMinor)
{
    /// <summary>拨付率: what was paid of what was received, in hundredths of a per cent, rounded half up; null when nothing was received.</summary>
    public int? RateHundredths => ReceivedMinor > 0 ? (int)(((Int128)PaidMinor * 20_000 + ReceivedMinor) / ((Int128)ReceivedMinor * 2)) : null;

    public long UnpaidMinor => Math.Max(0, ReceivedMinor - PaidMinor);

    public static TrackingRow Of(string label, IEnumerable<TrackedWork> works)
    {
        var all = works.ToList();
        int Count(ProjectStanding standing) => all.Count(work => work.Standing == standing);
        return new TrackingRow(
            label, all.Count, Count(ProjectStanding.Done), Count(ProjectStanding.Running), Count(ProjectStanding.NotStarted), Count(ProjectStanding.Stopped), all.Sum(work => work.ReceivedMinor),
            all.Sum(work => work.PaidMinor), all.Sum(work => work.ReturnedMinor));
    }
}
