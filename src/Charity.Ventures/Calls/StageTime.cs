using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Calls;

/// <summary>
/// How long one stage of a call took, published once its decisions are: the median, so that one hard case does not hide how it usually went.
/// Kept, because it never changes and must cost a visitor the same with ten submissions and with ten thousand.
/// </summary>
internal sealed class StageTime
{
    private StageTime()
    {
    }

    public StageTime(Guid callId, string callState, string stage, int count, int medianMinutes, int? inTime) =>
        (CallId, CallState, Stage, Count, MedianMinutes, InTime) = (callId, callState, stage, count, medianMinutes, inTime);

    public Guid CallId { get; private init; }

    /// <summary>Where the call stood when it was measured.</summary>
    public string CallState { get; private init; } = string.Empty;

    /// <summary>One of <see cref="Stages"/>.</summary>
    public string Stage { get; private init; } = string.Empty;

    /// <summary>Submissions that have passed it.</summary>
    public int Count { get; private init; }
    public int MedianMinutes { get; private init; }

    /// <summary>Of those, how many had their answer by the promised day; null for a stage with no promise.</summary>
    public int? InTime { get; private init; }
}

internal static class Stages
{
    public const string Check = nameof(Check);
    public const string Applicant = nameof(Applicant);
    public const string Waiting = nameof(Waiting);
    public const string Review = nameof(Review);
    public const string Decision = nameof(Decision);
    public const string Notice = nameof(Notice);

    /// <summary>From handing in to the answer.</summary>
    public const string Answer = nameof(Answer);

    /// <summary>In the order they are passed through.</summary>
    public static readonly IReadOnlyList<string> All = [Check, Applicant, Waiting, Review, Decision, Notice, Answer];

    /// <summary>English, the key of its translation.</summary>
    public static string Of(string stage) => stage switch
    {
        Check => "Preliminary check by the office",
        Applicant => "Improvement by the applicant",
        Waiting => "Waiting for the reviewers",
        Review => "Review by experts",
        Decision => "Defence and decision",
        Notice => "Public notice until the award",
        Answer => "From handing in to the answer",
        _ => throw new InvalidOperationException($"Unknown stage {stage}."),
    };
}

internal sealed class StageTimeConfiguration : IEntityTypeConfiguration<StageTime>
{
    public void Configure(EntityTypeBuilder<StageTime> time)
    {
        time.ToTable("Ventures_StageTimes");
        time.HasKey(t => new { t.CallId, t.Stage });
        time.Property(t => t.Stage).HasMaxLength(20);
        time.Property(t => t.CallState).HasMaxLength(50);
        time.HasOne<Call>().WithMany().HasForeignKey(t => t.CallId).OnDelete(DeleteBehavior.Cascade);
    }
}
