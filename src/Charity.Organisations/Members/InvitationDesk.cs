using System.Security.Cryptography;
using System.Text;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>Writes invitations and finds them by their token: 256 random bits, of which the database keeps only the hash.</summary>
internal sealed class InvitationDesk(CharityDbContext db, IUserDirectory users, ICurrentUser user, OrganisationMails mails, Fingerprints fingerprints, SiteAddress address, TimeProvider clock)
{
    private const int MostOpen = 20;

    /// <summary>Invites an address. An older invitation of the same address is taken back: the newest mail is the one that works.</summary>
    public async Task<Result> InviteAsync(Guid organisationId, string typedEmail, OrganisationRole role, CancellationToken cancellationToken)
    {
        var email = EmailAddresses.Clean(typedEmail);
        var organisation = await db.Set<SocialOrganisation>().Include(o => o.Members).SingleAsync(o => o.Id == organisationId, cancellationToken);
        var account = await users.FindByEmailAsync(email, cancellationToken);
        if (account is not null && organisation.Members.Any(member => member.UserId == account.Id))
        {
            return Failure.Field("Email", "member_already", "This person belongs to the organisation already.");
        }

        var now = clock.GetUtcNow();
        var fingerprint = fingerprints.OfEmail(email);
        var open = await db.Set<OrganisationInvitation>().Where(invitation => invitation.OrganisationId == organisationId && invitation.EndedUtc == null).ToListAsync(cancellationToken);
        foreach (var older in open.Where(invitation => !invitation.IsOpen(now) || fingerprint.AsSpan().SequenceEqual(invitation.EmailFingerprint)).ToList())
        {
            older.End(null, now);
            open.Remove(older);
        }

        if (open.Count >= MostOpen)
        {
            return Failure.Invalid("too_many_invitations", "There are {0} open invitations already. Take some back first.", MostOpen);
        }

        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var invitation = OrganisationInvitation.Write(organisationId, email, fingerprint, role, HashOf(token), user.Name, now);
        db.Add(invitation);
        await MailAsync(invitation, organisation.Name, account, token, cancellationToken);
        return Result.Ok;
    }

    /// <summary>The invitation of a token, whatever has become of it; tracked.</summary>
    public Task<OrganisationInvitation?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token ?? string.Empty);
        return db.Set<OrganisationInvitation>().FirstOrDefaultAsync(invitation => invitation.TokenHash == hash, cancellationToken);
    }

    /// <summary>Why an invitation cannot be used by this person; null when it can.</summary>
    public Failure? Refuse(OrganisationInvitation invitation, UserSummary person) =>
        !invitation.IsOpen(clock.GetUtcNow()) ? InvitationFailures.Over
        : !person.EmailConfirmed || !fingerprints.OfEmail(EmailAddresses.Clean(person.Email)).AsSpan().SequenceEqual(invitation.EmailFingerprint) ? InvitationFailures.ForAnotherAddress
        : null;

    private Task MailAsync(OrganisationInvitation invitation, LocalizedText name, UserSummary? account, string token, CancellationToken cancellationToken) => mails.AddAsync(
        MailKey(invitation.Id),
        invitation.Email!,
        account?.Culture ?? "zh-CN",
        T =>
        [
            T["Hello,"],
            T["{0} invites you to work on the dossier of {1}, as: {2}.", user.Name, name, T[OrganisationWords.Of(invitation.Role)]],
            T["Open this link, sign in with this e-mail address or open an account with it, and accept:"],
            address.Of($"/workspace/invitations/{token}"),
            T["The link works once, for {0} days. If you do not know what this is about, ignore this mail.", OrganisationInvitation.Lifetime.Days],
        ],
        T => T["You are invited to {0}", name],
        cancellationToken);

    public static string MailKey(Guid invitationId) => $"organisation-invitation:{invitationId}";

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal static class InvitationFailures
{
    public static Failure Unknown => Failure.NotFound("invitation_unknown", "There is no such invitation. Look whether the whole link of the mail was opened.");

    public static Failure Over => Failure.Conflict("invitation_over", "This invitation was used already, was taken back, or is older than a week. Ask your colleague for a new one.");

    public static Failure ForAnotherAddress => Failure.Conflict("invitation_for_another", "This invitation was sent to another e-mail address than the one of your account. Sign in with that address, or ask for an invitation to this one.");
}
