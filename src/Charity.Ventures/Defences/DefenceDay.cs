using Charity.Platform.Audit;

namespace Charity.Ventures.Defences;

internal enum DefenceOrder
{
    ByNumber,

    /// <summary>Drawn by lot; the seed is shown, so that anybody can draw it again.</summary>
    Random,
}

/// <summary>
/// A day on which applicants present their projects to jurors (答辩): where, in which order, and what each juror scores on the spot. Until the timetable
/// is published it may be laid out anew; afterwards applicants and jurors rely on it, and it is withdrawn only with a reason they are told.
/// </summary>
[Audited]
internal sealed class DefenceDay
{
    public const int PlaceLength = 200;
    public const int LinkLength = 300;
    public const int BringLength = 500;
    private readonly List<DefenceSlot> _slots = [];
    private readonly List<DefenceJuror> _jurors = [];

    private DefenceDay()
    {
    }

    public Guid Id { get; private init; }
    public Guid CallId { get; private init; }
    public DateOnly Day { get; private init; }
    public string Place { get; private init; } = string.Empty;

    /// <summary>Where those who take part online meet; null when nobody does.</summary>
    public string? Link { get; private init; }

    /// <summary>What applicants bring along; null when nothing is asked for.</summary>
    public string? Bring { get; private init; }
    public DefenceOrder Order { get; private init; }

    /// <summary>Of a drawn order.</summary>
    public int Seed { get; private init; }
    public DateTime? PublishedUtc { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<DefenceSlot> Slots => _slots;
    public IReadOnlyList<DefenceJuror> Jurors => _jurors;
    public bool IsPublished => PublishedUtc is not null;

    /// <param name="submissionIds">In the order of the timetable.</param>
    /// <param name="seed">Of a drawn order.</param>
    public static DefenceDay Plan(Guid callId, DayPlan plan, IReadOnlyList<Guid> submissionIds, IEnumerable<(Guid UserId, string Name)> jurors, DateTimeOffset now, int seed)
    {
        var day = new DefenceDay { Id = Guid.CreateVersion7(now), CallId = callId, Day = plan.Day, Place = plan.Place, Link = plan.Link, Bring = plan.Bring, Order = plan.Order, Seed = seed };
        for (var place = 0; place < submissionIds.Count; place++)
        {
            var starts = plan.StartsUtc.AddMinutes((plan.SlotMinutes * place) + (plan.BreakEvery > 0 ? plan.BreakMinutes * (place / plan.BreakEvery) : 0));
            day._slots.Add(new DefenceSlot(Guid.CreateVersion7(now), day.Id, place + 1, submissionIds[place], starts, starts.AddMinutes(plan.SlotMinutes)));
        }

        day._jurors.AddRange(jurors.Select(juror => new DefenceJuror(day.Id, juror.UserId, juror.Name)));
        return day;
    }

    public void Publish(DateTime nowUtc)
    {
        PublishedUtc = nowUtc;
        Version++;
    }

    /// <summary>The order by lot: the same seed and submissions give the same order for ever (a shuffle by a linear congruence, written out here).</summary>
    public static IReadOnlyList<T> Shuffle<T>(IReadOnlyList<T> items, int seed)
    {
        var shuffled = items.ToArray();
        var state = unchecked((uint)seed);
        for (var last = shuffled.Length - 1; last > 0; last--)
        {
            state = unchecked((state * 1_664_525) + 1_013_904_223);
            var other = (int)((ulong)state * (ulong)(last + 1) >> 32);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }
}

/// <param name="BreakEvery">A break after so many slots; 0 without breaks.</param>
internal sealed record DayPlan(DateOnly Day, DateTime StartsUtc, int SlotMinutes, int BreakEvery, int BreakMinutes, string Place, string? Link, DefenceOrder Order)
{
    public string? Bring { get; init; }
}

/// <summary>One submission's time.</summary>
[Audited]
internal sealed class DefenceSlot
{
    private DefenceSlot()
    {
    }

    internal DefenceSlot(Guid id, Guid dayId, int place, Guid submissionId, DateTime startsUtc, DateTime endsUtc) =>
        (Id, DayId, Place, SubmissionId, StartsUtc, EndsUtc) = (id, dayId, place, submissionId, startsUtc, endsUtc);

    public Guid Id { get; private init; }
    public Guid DayId { get; private init; }

    /// <summary>1 for the first of the day.</summary>
    public int Place { get; private init; }
    public Guid SubmissionId { get; private init; }
    public DateTime StartsUtc { get; private init; }
    public DateTime EndsUtc { get; private init; }

    /// <summary>When the scores were locked.</summary>
    public DateTime? LockedUtc { get; private set; }

    /// <summary>The applicant did not come: no points for the defence.</summary>
    public bool IsApplicantAbsent { get; private set; }
    public int Version { get; private set; }
    public bool IsLocked => LockedUtc is not null;

    public void Lock(bool isApplicantAbsent, DateTime nowUtc)
    {
        (LockedUtc, IsApplicantAbsent) = (nowUtc, isApplicantAbsent);
        Version++;
    }
}

/// <summary>Somebody who scores on the day.</summary>
internal sealed class DefenceJuror
{
    private DefenceJuror()
    {
    }

    internal DefenceJuror(Guid dayId, Guid userId, string name) => (DayId, UserId, Name) = (dayId, userId, name);

    public Guid DayId { get; private init; }
    public Guid UserId { get; private init; }
    public string Name { get; private init; } = string.Empty;
}

/// <summary>What a juror gives a submission, or that they left for its time.</summary>
[Audited]
internal sealed class DefenceScore
{
    public const int CommentLength = 500;

    private DefenceScore()
    {
    }

    public Guid SlotId { get; private init; }
    public Guid UserId { get; private init; }

    /// <summary>By criterion, of its weight; empty for a juror who left.</summary>
    public IReadOnlyDictionary<string, decimal> Points { get; private set; } = new Dictionary<string, decimal>();
    public string? Comment { get; private set; }

    /// <summary>The juror declared an interest and left for this slot.</summary>
    public bool HasLeft { get; private set; }
    public DateTime SavedUtc { get; private set; }
    public int Version { get; private set; }
    public decimal TotalPoints => Points.Values.Sum();

    public static DefenceScore Begin(Guid slotId, Guid userId) => new() { SlotId = slotId, UserId = userId };

    public void Give(IReadOnlyDictionary<string, decimal> points, string? comment, DateTime nowUtc) => Keep(points, comment, hasLeft: false, nowUtc);

    public void Leave(DateTime nowUtc) => Keep(new Dictionary<string, decimal>(), null, hasLeft: true, nowUtc);

    private void Keep(IReadOnlyDictionary<string, decimal> points, string? comment, bool hasLeft, DateTime nowUtc)
    {
        (Points, Comment, HasLeft, SavedUtc) = (points, comment, hasLeft, nowUtc);
        Version++;
    }
}
