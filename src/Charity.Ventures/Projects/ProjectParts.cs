using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;

namespace Charity.Ventures.Projects;

/// <summary>An area the project serves.</summary>
internal sealed class ProjectArea
{
    private ProjectArea()
    {
    }

    internal ProjectArea(Guid projectId, string areaCode) => (ProjectId, AreaCode) = (projectId, areaCode);

    public Guid ProjectId { get; private init; }
    public string AreaCode { get; private init; } = string.Empty;
}

/// <summary>Where a part of the award comes from.</summary>
internal sealed class ProjectSource
{
    private ProjectSource()
    {
    }

    internal ProjectSource(Guid projectId, int number, AwardSource source) =>
        (ProjectId, Number, FundSlug, Name, AmountMinor, ReservationId) = (projectId, number, source.FundSlug, source.Name, source.AmountMinor, source.ReservationId);

    public Guid ProjectId { get; private init; }
    public int Number { get; private init; }
    public string? FundSlug { get; private init; }
    public LocalizedText? Name { get; private init; }
    public long AmountMinor { get; private set; }
    public Guid? ReservationId { get; private init; }

    internal void TakeBack(long amountMinor) => AmountMinor -= amountMinor;
}

/// <summary>A part of the award that is paid at once, when its conditions are met. Its state moves by <see cref="InstalmentProcess"/>; the money itself leaves elsewhere.</summary>
[Audited]
internal sealed class Instalment : WorkflowInstance
{
    private Instalment()
    {
    }

    public Guid ProjectId { get; private init; }

    /// <summary>1, 2, 3.</summary>
    public int Number { get; private init; }
    public LocalizedText Name { get; private init; } = new(string.Empty);

    /// <summary>Its share of the award as it was decided.</summary>
    public int Percent { get; private init; }
    public long AmountMinor { get; private set; }

    /// <summary>What each source gives to it, in the order of the sources; null while the shares of the award say so.</summary>
    public IReadOnlyList<long>? Parts { get; private set; }
    public IReadOnlyList<InstalmentCondition> Conditions { get; private init; } = [];

    /// <summary>Since when it has been due; null while it waits.</summary>
    public DateTime? DueSinceUtc { get; private set; }

    /// <summary>Nobody has asked for it: it can be lowered.</summary>
    public bool IsUnasked => State is InstalmentProcess.Waiting or InstalmentProcess.Due;

    /// <summary>Shares in whole minor units, rounded down; the last takes the rest.</summary>
    internal static IEnumerable<Instalment> Divide(Guid projectId, long awardedMinor, IReadOnlyList<InstalmentPlan> plans, DateTimeOffset now)
    {
        var left = awardedMinor;
        foreach (var (plan, index) in plans.Select((plan, index) => (plan, index)))
        {
            var amount = index == plans.Count - 1 ? left : (long)((Int128)awardedMinor * plan.Percent / 100);
            left -= amount;
            var instalment = new Instalment
            {
                Id = Guid.CreateVersion7(now), ProjectId = projectId, Number = index + 1, Name = plan.Name, Percent = plan.Percent, AmountMinor = amount, Conditions = plan.Conditions,
            };
            instalment.BeginIn(InstalmentProcess.Waiting);
            yield return instalment;
        }
    }

    internal void Since(DateTime? dueUtc) => DueSinceUtc = dueUtc;

    internal void Keep(IReadOnlyList<long> parts) => (AmountMinor, Parts) = (parts.Sum(), parts);
}
