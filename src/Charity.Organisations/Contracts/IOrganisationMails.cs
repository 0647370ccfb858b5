using Microsoft.Extensions.Localization;

namespace Charity.Organisations.Contracts;

/// <summary>Mails about an organisation, each in its reader's language; promised within the current transaction.</summary>
public interface IOrganisationMails
{
    /// <summary>A mail to every colleague in one of the roles, with a salutation.</summary>
    /// <param name="key">What the mail is for; the reader's id is added to it.</param>
    Task ToColleaguesAsync(
        Guid organisationId, string key, Func<OrganisationRole, bool> roles, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken);

    /// <summary>A mail to somebody; <paramref name="paragraphs"/> and <paramref name="subject"/> are asked in the reader's language.</summary>
    Task AddAsync(
        string key, string email, string culture, Func<IStringLocalizer, IEnumerable<string>> paragraphs, Func<IStringLocalizer, string> subject, CancellationToken cancellationToken);
}
