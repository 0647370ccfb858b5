using Charity.Ventures.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Satisfaction;

/// <summary>One person's answer to the five questions about an activity. Nothing tells who it was.</summary>
internal sealed class SurveyAnswer
{
    private SurveyAnswer()
    {
    }

    public Guid Id { get; private init; }
    public Guid ActivityId { get; private init; }

    /// <summary>One device answers once.</summary>
    public byte[] DeviceFingerprint { get; private init; } = [];

    /// <summary>Of the remote address, for the day: many from one place in a short time look made up.</summary>
    public byte[] AddressFingerprint { get; private init; } = [];

    /// <summary>5 to 25: the five answers, 1 to 5 each.</summary>
    public int Points { get; private init; }
    public string? Comment { get; private init; }

    /// <summary>Looks made up: kept for the bureau, and counts for nothing.</summary>
    public bool IsSuspicious { get; private init; }
    public DateTime AtUtc { get; private init; }

    public static SurveyAnswer Of(Guid activityId, byte[] device, byte[] address, int points, string? comment, bool isSuspicious, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), ActivityId = activityId, DeviceFingerprint = device, AddressFingerprint = address, Points = points, Comment = comment, IsSuspicious = isSuspicious,
        AtUtc = now.UtcDateTime,
    };
}

internal sealed class SurveyAnswerConfiguration : IEntityTypeConfiguration<SurveyAnswer>
{
    public void Configure(EntityTypeBuilder<SurveyAnswer> answer)
    {
        answer.ToTable("Ventures_SurveyAnswers");
        answer.Property(a => a.Id).ValueGeneratedNever();
        answer.Property(a => a.DeviceFingerprint).HasMaxLength(32);
        answer.Property(a => a.AddressFingerprint).HasMaxLength(32);
        answer.Property(a => a.Comment).HasMaxLength(500);
        answer.HasOne<Activity>().WithMany().HasForeignKey(a => a.ActivityId).OnDelete(DeleteBehavior.Cascade);
        answer.HasIndex(a => new { a.ActivityId, a.DeviceFingerprint }).IsUnique();
    }
}

/// <summary>The five questions; English keys of their translations.</summary>
internal static class SurveyQuestions
{
    public static readonly IReadOnlyList<string> All =
    [
        "Was it what you needed?",
        "Were the people friendly and able?",
        "Were time and place good for you?",
        "Did it help you?",
        "Would you come again?",
    ];
}
