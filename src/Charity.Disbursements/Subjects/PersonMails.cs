using Charity.Organisations.Contracts;
using Charity.Users.Contracts;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Subjects;

/// <summary>Mails to one person with an account, in their language; promised within the current transaction.</summary>
internal sealed class PersonMails(IUserDirectory users, IOrganisationMails mails)
{
    /// <summary>Nothing when the account is no longer there.</summary>
    /// <param name="key">What the mail is for; once for ever.</param>
    public async Task AddAsync(
        Guid userId, Func<UserSummary, string> key, Func<IStringLocalizer, string> subject, Func<UserSummary, IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is { } reader)
        {
            await AddAsync(reader, key(reader), subject, T => paragraphs(reader, T), cancellationToken);
        }
    }

    public Task AddAsync(UserSummary reader, string key, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken) =>
        mails.AddAsync(key, reader.Email, reader.Culture, paragraphs, subject, cancellationToken);
}
