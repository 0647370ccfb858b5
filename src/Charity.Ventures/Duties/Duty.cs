using Charity.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Duties;

/// <summary>What somebody has done for a submission or the project it became. Kept by name in the database: only ever added to.</summary>
internal enum Duty
{
    /// <summary>Declared an interest: takes part in nothing.</summary>
    Interest,
    Advise,
    Score,

    /// <summary>Proposed the award.</summary>
    Propose,

    /// <summary>Signed the agreement for the bureau.</summary>
    Sign,

    /// <summary>Visited the project for the bureau.</summary>
    Monitor,

    /// <summary>Assessed a report.</summary>
    Evaluate,
    RequestPayment,
    ApprovePayment,
    Pay,
}

/// <summary>One person's part in one submission or project; never taken back.</summary>
[Audited]
internal sealed class DutyRecord
{
    private DutyRecord()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>A submission's or a project's id.</summary>
    public Guid SubjectId { get; private init; }
    public Guid UserId { get; private init; }
    public Duty Duty { get; private init; }
    public DateTime SinceUtc { get; private init; }

    public static DutyRecord Of(Guid subjectId, Guid userId, Duty duty, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), SubjectId = subjectId, UserId = userId, Duty = duty, SinceUtc = now.UtcDateTime };
}

internal sealed class DutyRecordConfiguration : IEntityTypeConfiguration<DutyRecord>
{
    public void Configure(EntityTypeBuilder<DutyRecord> duty)
    {
        duty.ToTable("Ventures_Duties");
        duty.Property(d => d.Id).ValueGeneratedNever();
        duty.Property(d => d.Duty).HasConversion<string>().HasMaxLength(30);
        duty.HasIndex(d => new { d.SubjectId, d.UserId, d.Duty }).IsUnique();
        duty.HasIndex(d => d.UserId);
    }
}
