using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Identifiers;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Workspace;

/// <summary>
/// Passes one's name and address on to the owners of an organisation, who may invite one. The answer is the same whether there is
/// such an organisation or not; the owners get one mail per person.
/// </summary>
[SignedIn]
internal sealed record AskToJoin(string? CreditCode) : ICommand;

internal sealed class AskToJoinHandler(CharityDbContext db, ICurrentUser user, IUserDirectory users, IOrganisationMails mails, SiteAddress address) : IRequestHandler<AskToJoin, Result>
{
    /// <summary>How the keys of these mails begin; the organisation, the person and the reader follow.</summary>
    public const string MailKey = "organisation-join:";

    public async Task<Result> Handle(AskToJoin request, CancellationToken cancellationToken)
    {
        var code = UnifiedSocialCreditCode.Check(request.CreditCode).Normalised;
        if (await db.Set<SocialOrganisation>().AsNoTracking().Include(o => o.Members).FirstOrDefaultAsync(o => o.CreditCode == code, cancellationToken) is not { } organisation
            || await users.FindAsync(user.Id!.Value, cancellationToken) is not { } person
            || organisation.Members.Any(member => member.UserId == person.Id))
        {
            return Result.Ok;
        }

        var key = $"{MailKey}{organisation.Id}:{person.Id}";
        await db.LockAsync(key, cancellationToken);
        if (!await db.Set<OutgoingMail>().AnyAsync(mail => mail.Key.StartsWith(key), cancellationToken))
        {
            await mails.ToColleaguesAsync(
                organisation.Id,
                key,
                role => role == OrganisationRole.Owner,
                T => T["Somebody asks to join {0}", organisation.Name],
                T =>
                [
                    T["{0} ({1}) says they belong to {2} and asks to work on its dossier. If you know them, invite this address:", person.Name, person.Email, organisation.Name],
                    address.Of($"/workspace/organisations/{organisation.Id}/members"),
                    T["If you do not know them, do nothing: they see nothing of your organisation."],
                ],
                cancellationToken);
        }

        return Result.Ok;
    }
}
