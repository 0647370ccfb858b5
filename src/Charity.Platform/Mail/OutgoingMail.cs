using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Platform.Mail;

public enum MailState
{
    Waiting = 0,
    Sent = 1,

    /// <summary>Given up after the last try, and somebody was told; tried again when mail gets through again.</summary>
    Failed = 2,
}

/// <summary>A mail that was promised in a transaction and leaves after it. The key makes the promise once, whatever is repeated.</summary>
public sealed class OutgoingMail
{
    public required Guid Id { get; init; }

    /// <summary>What the mail is for, e.g. <c>receipt:0198…</c>; unique.</summary>
    public required string Key { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required DateTime CreatedUtc { get; init; }
    public MailState State { get; private set; }
    public int Attempts { get; private set; }
    public DateTime NextAttemptUtc { get; set; }
    public DateTime? SentUtc { get; private set; }
    public string? LastError { get; private set; }

    /// <summary>Notes one try: sent, or to be tried again later and later (3, 9, 27 minutes ...), or given up after <paramref name="maximumAttempts"/>.</summary>
    /// <param name="problem">Null when it was sent.</param>
    public void Tried(string? problem, int maximumAttempts, DateTime nowUtc)
    {
        Attempts++;
        LastError = problem is { Length: > LongestError } ? problem[..LongestError] : problem;
        if (problem is null)
        {
            State = MailState.Sent;
            SentUtc = nowUtc;
            return;
        }

        State = Attempts >= maximumAttempts ? MailState.Failed : MailState.Waiting;
        NextAttemptUtc = nowUtc.AddMinutes(Math.Pow(3, Attempts));
    }

    /// <summary>A last try for a mail that was given up; the next failure gives it up again.</summary>
    public void TryAgain() => State = MailState.Waiting;

    internal const int LongestError = 1000;
    internal const int LongestSubject = 300;
}

internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("Platform_Mails");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Key).HasMaxLength(200);
        mail.Property(m => m.To).IsEncrypted();
        mail.Property(m => m.Text).IsEncrypted();
        mail.Property(m => m.Subject).HasMaxLength(OutgoingMail.LongestSubject);
        mail.Property(m => m.LastError).HasMaxLength(OutgoingMail.LongestError);
        mail.HasIndex(m => m.Key).IsUnique();
        mail.HasIndex(m => new { m.State, m.NextAttemptUtc });
    }
}
