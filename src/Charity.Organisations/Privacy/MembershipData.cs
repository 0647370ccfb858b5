using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Privacy;

/// <summary>The organisations a person belongs to. After erasure nobody acts for an organisation with that account; the dossier is the organisation's and stays.</summary>
internal sealed class MembershipData(CharityDbContext db, IMailOutbox outbox, IAlerts alerts, Fingerprints fingerprints, TimeProvider clock) : IPersonalDataSource
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

        db.RemoveRange(memberships);
        if (person.EmailConfirmed)
        {
            var fingerprint = fingerprints.OfEmail(EmailAddresses.Clean(person.Email));
            var invitations = await db.Set<OrganisationInvitation>().Where(invitation => invitation.EmailFingerprint == fingerprint).ToListAsync(cancellationToken);
            invitations.ForEach(invitation => invitation.End(null, clock.GetUtcNow()));
            await outbox.ForgetAsync([.. invitations.Select(invitation => InvitationDesk.MailKey(invitation.Id))], cancellationToken);
        }

        return memberships.Count == 0 ? [] : ["The dossiers of the organisations you worked for stay: they are the organisations', and no longer name your account."];
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
