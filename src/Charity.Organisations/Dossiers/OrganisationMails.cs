using Charity.Organisations.Contracts;
using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Microsoft.Extensions.Localization;

namespace Charity.Organisations.Dossiers;

internal sealed class OrganisationMails(IOrganisations organisations, IMailOutbox outbox, ISettingsStore settings, IStringLocalizer texts) : IOrganisationMails
{
    public async Task ToColleaguesAsync(
        Guid organisationId, string key, Func<OrganisationRole, bool> roles, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken)
    {
        foreach (var colleague in (await organisations.MembersAsync(organisationId, cancellationToken)).Where(colleague => roles(colleague.Role)))
        {
            await AddAsync($"{key}:{colleague.UserId}", colleague.Email, colleague.Culture, T => [T["Dear {0},", colleague.Name], .. paragraphs(T)], subject, cancellationToken);
        }
    }

    public async Task AddAsync(
        string key, string email, string culture, Func<IStringLocalizer, IEnumerable<string>> paragraphs, Func<IStringLocalizer, string> subject, CancellationToken cancellationToken)
    {
        var site = (await settings.GetAsync<SiteSettings>(cancellationToken)).Name;
        using var reading = ReadersCulture.Use(culture);
        outbox.Add(new MailDraft(key, email, $"{subject(texts)} · {site}", string.Join("\n\n", [.. paragraphs(texts), site.ToString()])));
    }
}
