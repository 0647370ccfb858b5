using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Organisations.Workspace;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Privacy;

/// <summary>The organisations a person belongs to. After erasure nobody acts for an organisation with that account; the dossier is the organisation's and stays.</summary>
internal sealed class MembershipData(CharityDbContext db, InvitationDesk desk, IMailOutbox outbox, IAlerts alerts, Fingerprints fingerprints) : IPersonalDataSource
{
    public string Section => "organisations";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var memberships = await (from member in db.Set<OrganisationMember>()
                                 join organisation in db.Set<SocialOrganisation>() on member.OrganisationId equals organisation.Id
                                 where member.UserId == person.Id
                                 orderby member.Id
                                 select new { organisation.Name, organisation.CreditCode, member.Role, member.JoinedUtc }).ToListAsync(cancellationToken);
        return memberships.Count == 0
            ? null
            : memberships.Select(membership => new { Organisation = membership.Name.Zh, membership.CreditCode, Role = membership.Role.ToString(), membership.JoinedUtc }).ToList();
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var memberships = await db.Set<OrganisationMember>().Where(member => member.UserId == person.Id).ToListAsync(cancellationToken);
        foreach (var membership in memberships.Where(membership => membership.Role == OrganisationRole.Owner))
        {
            await TellIfOwnerlessAsync(membership, cancellationToken);
        }

        var ids = memberships.ConvertAll(membership => membership.OrganisationId);
        db.RemoveRange(memberships);

        // Of two owners who leave at once each sees the other stay: the count lets one of them through and refuses the other, who is asked again.
        (await db.Set<SocialOrganisation>().Where(o => ids.Contains(o.Id)).ToListAsync(cancellationToken)).ForEach(organisation => organisation.CountEdit());
        await ForgetRequestsToJoinAsync(person.Id, cancellationToken);
        await ForgetInviterAsync(person.Id, cancellationToken);
        if (person.EmailConfirmed)
        {
            var fingerprint = fingerprints.OfEmail(EmailAddresses.Clean(person.Email));
            var invitations = await db.Set<OrganisationInvitation>().Where(invitation => invitation.EmailFingerprint == fingerprint).ToListAsync(cancellationToken);
            foreach (var invitation in invitations)
            {
                await desk.EndAsync(invitation, null, cancellationToken);
            }
        }

        return memberships.Count == 0 ? [] : ["The dossiers of the organisations you worked for stay: they are the organisations', and no longer name your account."];
    }

    /// <summary>The mails that told owners this person's name and address.</summary>
    private async Task ForgetRequestsToJoinAsync(Guid personId, CancellationToken cancellationToken)
    {
        var ofPerson = $":{personId}:";
        var keys = await db.Set<OutgoingMail>().Where(mail => mail.Key.StartsWith(AskToJoinHandler.MailKey) && mail.Key.Contains(ofPerson)).Select(mail => mail.Key).ToListAsync(cancellationToken);
        await outbox.ForgetAsync(keys, cancellationToken);
    }

    /// <summary>What a colleague has written and nobody has accepted ends with them; the bureau's word stands whoever wrote it down.</summary>
    private async Task ForgetInviterAsync(Guid personId, CancellationToken cancellationToken)
    {
        foreach (var invitation in await db.Set<OrganisationInvitation>().Where(invitation => invitation.InvitedById == personId || invitation.AppointedById == personId).ToListAsync(cancellationToken))
        {
            invitation.ForgetInviter();
            if (invitation is { EndedUtc: null, AppointedById: null })
            {
                await desk.EndAsync(invitation, null, cancellationToken);
            }
        }
    }

    private async Task TellIfOwnerlessAsync(OrganisationMember leaving, CancellationToken cancellationToken)
    {
        if (!await db.Set<OrganisationMember>().AnyAsync(
                member => member.OrganisationId == leaving.OrganisationId && member.UserId != leaving.UserId && member.Role == OrganisationRole.Owner, cancellationToken))
        {
            var name = await db.Set<SocialOrganisation>().Where(o => o.Id == leaving.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
            await alerts.RaiseAsync(
                OrganisationAlerts.Ownerless(leaving.OrganisationId),
                Permissions.VerifyOrganisations,
                $"/office/organisations/{leaving.OrganisationId}",
                OrganisationAlerts.HasNoOwner,
                [name.Zh],
                cancellationToken);
        }
    }
}
