using Charity.Platform.Data;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Defences;

internal sealed class DefenceDayConfiguration : IEntityTypeConfiguration<DefenceDay>
{
    public void Configure(EntityTypeBuilder<DefenceDay> day)
    {
        day.ToTable("Ventures_DefenceDays");
        day.Property(d => d.Id).ValueGeneratedNever();
        day.Property(d => d.Place).HasMaxLength(DefenceDay.PlaceLength);
        day.Property(d => d.Link).HasMaxLength(DefenceDay.LinkLength);
        day.Property(d => d.Bring).HasMaxLength(DefenceDay.BringLength);
        day.Property(d => d.Order).HasConversion<string>().HasMaxLength(20);
        day.Property(d => d.Version).IsConcurrencyToken();
        day.Ignore(d => d.IsPublished);
        day.HasOne<Call>().WithMany().HasForeignKey(d => d.CallId).OnDelete(DeleteBehavior.Restrict);
        day.HasMany(d => d.Slots).WithOne().HasForeignKey(slot => slot.DayId).OnDelete(DeleteBehavior.Cascade);
        day.HasMany(d => d.Jurors).WithOne().HasForeignKey(juror => juror.DayId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DefenceSlotConfiguration : IEntityTypeConfiguration<DefenceSlot>
{
    public void Configure(EntityTypeBuilder<DefenceSlot> slot)
    {
        slot.ToTable("Ventures_DefenceSlots");
        slot.Property(s => s.Id).ValueGeneratedNever();
        slot.Property(s => s.Version).IsConcurrencyToken();
        slot.Ignore(s => s.IsLocked);
        slot.HasOne<Submission>().WithMany().HasForeignKey(s => s.SubmissionId).OnDelete(DeleteBehavior.Restrict);

        // One time for each submission.
        slot.HasIndex(s => s.SubmissionId).IsUnique();
    }
}

internal sealed class DefenceJurorConfiguration : IEntityTypeConfiguration<DefenceJuror>
{
    public void Configure(EntityTypeBuilder<DefenceJuror> juror)
    {
        juror.ToTable("Ventures_DefenceJurors");
        juror.HasKey(j => new { j.DayId, j.UserId });
        juror.Property(j => j.Name).HasMaxLength(100);
        juror.HasIndex(j => j.UserId);
    }
}

internal sealed class DefenceScoreConfiguration : IEntityTypeConfiguration<DefenceScore>
{
    public void Configure(EntityTypeBuilder<DefenceScore> score)
    {
        score.ToTable("Ventures_DefenceScores");
        score.HasKey(s => new { s.SlotId, s.UserId });
        score.Property(s => s.Points).IsJson();
        score.Property(s => s.Comment).HasMaxLength(DefenceScore.CommentLength);
        score.Property(s => s.Version).IsConcurrencyToken();
        score.Ignore(s => s.TotalPoints);
        score.HasOne<DefenceSlot>().WithMany().HasForeignKey(s => s.SlotId).OnDelete(DeleteBehavior.Cascade);
    }
}
