using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Advice;

/// <summary>What a third party suggests about one part of a submission before experts score it. The applicant sees it once the office has sent it.</summary>
internal sealed class AdviceNote
{
    public const int TextLength = 1_000;

    private AdviceNote()
    {
    }

    public Guid Id { get; private init; }
    public Guid SubmissionId { get; private init; }

    /// <summary>The part of the form it is about, from 0.</summary>
    public int Section { get; private init; }
    public string Text { get; private set; } = string.Empty;

    /// <summary>Null once the account is erased.</summary>
    public Guid? ById { get; private set; }
    public string ByName { get; private set; } = string.Empty;
    public DateTime WrittenUtc { get; private set; }
    public DateTime? SentUtc { get; private set; }

    public static AdviceNote Write(Guid submissionId, int section, string text, Writer by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), SubmissionId = submissionId, Section = section, Text = text, ById = by.Id, ByName = by.Name, WrittenUtc = now.UtcDateTime,
    };

    public void Rewrite(string text, DateTime nowUtc) => (Text, WrittenUtc) = (text, nowUtc);

    public void Send(DateTime nowUtc) => SentUtc = nowUtc;
}

/// <param name="Section">The part of the form it is about, from 0.</param>
internal sealed record AdviceShown(int Section, string Text, string ByName, DateTime SentUtc);

internal sealed class AdviceNoteConfiguration : IEntityTypeConfiguration<AdviceNote>
{
    public void Configure(EntityTypeBuilder<AdviceNote> note)
    {
        note.ToTable("Ventures_AdviceNotes");
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.Text).HasMaxLength(AdviceNote.TextLength);
        note.Property(n => n.ByName).HasMaxLength(100);
        note.Property(n => n.WrittenUtc).IsConcurrencyToken();
        note.HasOne<Submission>().WithMany().HasForeignKey(n => n.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        note.HasIndex(n => new { n.SubmissionId, n.Section });
        note.HasIndex(n => n.ById);
    }
}
