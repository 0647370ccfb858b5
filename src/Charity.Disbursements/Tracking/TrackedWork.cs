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
    /// <summary>Asked for and not approved.</summary>
    public long AskedMinor { get; init; }

    /// <summary>Approved, or with the bank.</summary>
    public long ApprovedMinor { get; init; }

    public long UnpaidMinor => Standing == ProjectStanding.Stopped ? AskedMinor + ApprovedMinor : Math.Max(0, ReceivedMinor - PaidMinor);
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

    /// <summary>Of works that go on.</summary>
    public long UnpaidMinor { get; private init; }

    /// <summary>Asked for and not approved.</summary>
    public long AskedMinor { get; private init; }

    /// <summary>Approved, or with the bank.</summary>
    public long ApprovedMinor { get; private init; }

    /// <summary>Promised, and nobody has asked for it yet.</summary>
    public long PromisedMinor => UnpaidMinor - AskedMinor - ApprovedMinor;

    /// <summary>The fund that all of the works belong to; null when they do not belong to one.</summary>
    public string? FundSlug { get; private init; }

    /// <summary>What the fund has and has promised nobody; null when it is not asked for.</summary>
    public long? FreeMinor { get; init; }

    public static TrackingRow Of(string label, IEnumerable<TrackedWork> works)
    {
        var all = works.ToList();
        int Count(ProjectStanding standing) => all.Count(work => work.Standing == standing);
        return new TrackingRow(
            label, all.Count, Count(ProjectStanding.Done), Count(ProjectStanding.Running), Count(ProjectStanding.NotStarted), Count(ProjectStanding.Stopped), all.Sum(work => work.ReceivedMinor),
            all.Sum(work => work.PaidMinor), all.Sum(work => work.ReturnedMinor))
        {
            UnpaidMinor = all.Sum(work => work.UnpaidMinor), AskedMinor = all.Sum(work => work.AskedMinor), ApprovedMinor = all.Sum(work => work.ApprovedMinor),
            FundSlug = all.Select(work => work.FundSlug).Distinct().ToList() is [var only] ? only : null,
        };
    }
}
