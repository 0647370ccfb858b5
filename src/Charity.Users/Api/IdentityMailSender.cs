using System.Net;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Users.Api;

/// <summary>
/// Identity's own endpoints send mail through this, into the outbox. Their links are made from the request's host and are
/// HTML-encoded; ours lead to the pages of the site and are plain.
/// </summary>
internal sealed class IdentityMailSender(IServiceScopeFactory scopes) : IEmailSender<User>
{
    public Task SendConfirmationLinkAsync(User user, string email, string confirmationLink)
    {
        var query = QueryHelpers.ParseQuery(new Uri(WebUtility.HtmlDecode(confirmationLink)).Query);
        return PromiseAsync(mails => mails.ConfirmEmailAsync(user, MailedToken.Decode(query["code"]), CancellationToken.None));
    }

    public Task SendPasswordResetCodeAsync(User user, string email, string resetCode) =>
        PromiseAsync(mails => mails.ResetPasswordAsync(user, MailedToken.Decode(WebUtility.HtmlDecode(resetCode)), CancellationToken.None));

    /// <summary>Identity's endpoints send codes, never links.</summary>
    public Task SendPasswordResetLinkAsync(User user, string email, string resetLink) => throw new NotSupportedException();

    private async Task PromiseAsync(Func<AccountMails, Task> promise)
    {
        await using var scope = scopes.CreateSystemScope("identity");
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async _ =>
            {
                await promise(scope.ServiceProvider.GetRequiredService<AccountMails>());
                return true;
            },
            CancellationToken.None);
    }
}
