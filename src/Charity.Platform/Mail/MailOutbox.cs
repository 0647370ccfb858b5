using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Platform.Mail;

/// <summary>A mail to be: plain text, in the reader's language already.</summary>
/// <param name="Key">What it is for; a second mail with the same key is refused by the database.</param>
public sealed record MailDraft(string Key, string To, string Subject, string Text);

/// <summary>Promises mail within the current transaction; a worker sends it after the commit.</summary>
public interface IMailOutbox
{
    void Add(MailDraft draft);

    /// <summary>Takes address and words out of the mails with these keys, within the current transaction; those that have not left never will.</summary>
    Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}

internal sealed class MailOutbox(CharityDbContext db, UnitOfWork unitOfWork, TimeProvider clock, Signal<SendMail> signal) : IMailOutbox
{
    public void Add(MailDraft draft)
    {
        var now = clock.GetUtcNow();
        db.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            Key = draft.Key,
            To = draft.To,
            Subject = OneLine(draft.Subject),
            Text = draft.Text,
            CreatedUtc = now.UtcDateTime,
            NextAttemptUtc = now.UtcDateTime,
        });
        unitOfWork.AfterCommit(signal.Raise);
    }

    public async Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var mails = db.Set<OutgoingMail>().Where(mail => keys.Contains(mail.Key));
        await mails.Where(mail => mail.State != MailState.Sent).ExecuteDeleteAsync(cancellationToken);
        await mails.ExecuteUpdateAsync(
            mail => mail.SetProperty(m => m.To, string.Empty).SetProperty(m => m.Subject, string.Empty).SetProperty(m => m.Text, string.Empty), cancellationToken);
    }

    /// <summary>A subject holds names that people entered: a line break in one must neither become a header nor keep the mail from leaving.</summary>
    private static string OneLine(string subject)
    {
        var line = PlainText.Clean(subject);
        return line.Length > OutgoingMail.LongestSubject ? PlainText.Clean(line[..OutgoingMail.LongestSubject]) : line;
    }
}
