using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Users.Contracts;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Needs;

/// <summary>Mails to one person, in their language.</summary>
internal sealed class PersonMails(IUserDirectory users, IMailOutbox outbox, ISettingsStore settings, IStringLocalizer texts)
{
    /// <summary>Promises the mail within the current transaction; nobody is told whose address is not confirmed or whose account is gone.</summary>
    /// <param name="key">What it is for; the person's id is added to it.</param>
    public async Task TellAsync(
        Guid? personId, string key, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken)
    {
        if (personId is not { } id || await users.FindAsync(id, cancellationToken) is not { EmailConfirmed: true } person)
        {
            return;
        }

        var site = (await settings.GetAsync<SiteSettings>(cancellationToken)).Name;
        using var reading = ReadersCulture.Use(person.Culture);
        outbox.Add(new MailDraft(
            $"{key}:{id:N}", person.Email, $"{subject(texts)} · {site}", string.Join("\n\n", [texts["Dear {0},", person.Name], .. paragraphs(texts), site.ToString()])));
    }
}
