using Charity.Organisations.Contracts;
using Charity.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Requests;

/// <summary>Tells the payee's owners and finance people what became of their request, in their language.</summary>
internal sealed class PaymentMails(IOrganisationMails mails, SiteAddress site)
{
    /// <param name="what">What the mail is for; each person is told once of each move.</param>
    public Task ToPayeeAsync(
        PaymentRequest request, string what, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken) => mails.ToColleaguesAsync(
            request.OrganisationId, $"payment-{what}:{request.Id:N}:{request.Version}", role => role is OrganisationRole.Owner or OrganisationRole.Finance, subject,
            T => [.. paragraphs(T), site.Of($"/workspace/payments/{request.Id}")], cancellationToken);
}
