using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Disbursements.Aid;

/// <summary>What people are helped with. Kept by name in the database: only ever added to.</summary>
internal enum AidKind
{
    /// <summary>Once, in need (临时救助).</summary>
    TemporaryAid,

    /// <summary>Premiums or benefits of an insurance (保险).</summary>
    Insurance,

    /// <summary>A regular subsidy (补贴).</summary>
    Subsidy,
}

/// <summary>What an officer decides about a programme.</summary>
/// <param name="FundSlug">Of the fund that pays.</param>
/// <param name="LimitMinor">The most one person gets in one list, in fen.</param>
/// <param name="AllowsRepeats">Whether the same person may stand in two lists of the same period: then it is said, otherwise refused.</param>
internal sealed record AidTerms(
    LocalizedText Name, LocalizedText? Summary, AidKind Kind, string FundSlug, AidRhythm Rhythm, long LimitMinor, bool AllowsRepeats, bool IsOpen);

/// <summary>A programme of aid to people (援助项目): lists of people are imported under its terms and paid by its fund.</summary>
[Audited]
internal sealed class AidProgramme
{
    public const int NameLength = 100, SummaryLength = 500, SlugLength = 60;

    /// <summary>10 million yuan: more than one person ever gets, and too little for any sum of a list to overflow.</summary>
    public const long LargestLimit = 1_000_000_000;

    private AidProgramme()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>Its address under <c>/aid/</c>; never changes.</summary>
    public string Slug { get; private init; } = string.Empty;
    public LocalizedText Name { get; private set; } = new(string.Empty);

    /// <summary>Who gets what, and where it is applied for; shown to everybody.</summary>
    public LocalizedText? Summary { get; private set; }
    public AidKind Kind { get; private set; }
    public string FundSlug { get; private set; } = string.Empty;
    public AidRhythm Rhythm { get; private set; }
    public long LimitMinor { get; private set; }
    public bool AllowsRepeats { get; private set; }

    /// <summary>Takes lists. A closed programme stays public with what it paid.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Counts edits: of two who edit at once, the second is told.</summary>
    public int Revision { get; private set; }

    public static AidProgramme Plan(string slug, AidTerms terms, DateTimeOffset now)
    {
        var programme = new AidProgramme { Id = Guid.CreateVersion7(now), Slug = slug };
        programme.Set(terms);
        return programme;
    }

    public void Change(AidTerms terms)
    {
        if (Set(terms))
        {
            Revision++;
        }
    }

    private bool Set(AidTerms terms)
    {
        if (terms.LimitMinor is <= 0 or > LargestLimit)
        {
            throw new ArgumentException("A programme's limit is more than nothing and at most ten million yuan.", nameof(terms));
        }

        var before = (Name, Summary, Kind, FundSlug, Rhythm, LimitMinor, AllowsRepeats, IsOpen);
        (Name, Summary, Kind, FundSlug, Rhythm, LimitMinor, AllowsRepeats, IsOpen) =
            (terms.Name, terms.Summary, terms.Kind, terms.FundSlug, terms.Rhythm, terms.LimitMinor, terms.AllowsRepeats, terms.IsOpen);
        return before != (Name, Summary, Kind, FundSlug, Rhythm, LimitMinor, AllowsRepeats, IsOpen);
    }
}
