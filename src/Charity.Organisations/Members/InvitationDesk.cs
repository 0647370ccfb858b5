using System.Security.Cryptography;
using System.Text;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>Writes invitations, finds them by their token and ends them. Of a token's 256 random bits the database keeps only the hash.</summary>
internal sealed class InvitationDesk(
    CharityDbContext db, IUserDirectory users, ICurrentUser user, IOrganisationMails mails, IMailOutbox outbox, Fingerprints fingerprints, SiteAddress address, TimeProvider clock)
{
    private const int MostOpen = 20;

    /// <summary>Whatever has become of them: nobody sends mail to everybody by taking invitations back.</summary>
    private const int MostPerDay = 30;

    /// <summary>Invites an address in a colleague's name. An older invitation of the same address is taken back: the newest mail is the one that works.</summary>
    public async Task<Result> InviteAsync(SocialOrganisation organisation, string typedEmail, OrganisationRole role, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(user.Id!.Value, cancellationToken) is not { EmailConfirmed: true } person)
        {
            return InvitationFailures.AddressNotConfirmed;
        }

        var email = EmailAddresses.Clean(typedEmail);
        var account = await users.FindByEmailAsync(email, cancellationToken);
        if (account is not null && organisation.Members.Any(member => member.UserId == account.Id))
        {
            return Failure.Field("Email", "member_already", "This person belongs to the organisation already.");
        }

        var now = clock.GetUtcNow();
        await db.LockAsync($"organisation-invite:{organisation.Id}", cancellationToken);
        var open = await EndOlderAsync(organisation.Id, fingerprints.OfEmail(email), isBureau: false, cancellationToken);
        var dayAgo = now.UtcDateTime.AddDays(-1);
        if (open >= MostOpen)
        {
            return Failure.Invalid("too_many_invitations", "There are {0} open invitations already. Take some back first.", MostOpen);
        }

        if (await db.Set<OrganisationInvitation>().CountAsync(sent => sent.OrganisationId == organisation.Id && sent.AppointedById == null && sent.CreatedUtc > dayAgo, cancellationToken) >= MostPerDay)
        {
            return Failure.Invalid("too_many_invitations_today", "{0} invitations were sent within a day. Please send more tomorrow.", MostPerDay);
        }

        await WriteAsync(organisation, email, role, new Inviter(person.Id, user.Name, IsBureau: false), account?.Culture, organisation.VerifiedOn is null ? person.Email : null, cancellationToken);
        return Result.Ok;
    }

    /// <summary>Invites an owner on the bureau's word.</summary>
    /// <param name="email">Cleaned.</param>
    public async Task AppointAsync(SocialOrganisation organisation, string email, UserSummary? account, CancellationToken cancellationToken)
    {
        await EndOlderAsync(organisation.Id, fingerprints.OfEmail(email), isBureau: true, cancellationToken);
        await WriteAsync(organisation, email, OrganisationRole.Owner, new Inviter(user.Id!.Value, user.Name, IsBureau: true), account?.Culture, null, cancellationToken);
    }

    /// <summary>Ends an invitation, and its mail is forgotten with the address it went to.</summary>
    /// <param name="acceptedById">Null when nobody accepted it.</param>
    public Task EndAsync(OrganisationInvitation invitation, Guid? acceptedById, CancellationToken cancellationToken)
    {
        invitation.End(acceptedById, clock.GetUtcNow());
        return outbox.ForgetAsync([MailKey(invitation.Id)], cancellationToken);
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

    /// <summary>Ends what is too old, and what was sent to the same address; answers how many remain.</summary>
    private async Task<int> EndOlderAsync(Guid organisationId, byte[] emailFingerprint, bool isBureau, CancellationToken cancellationToken)
    {
        var open = await db.Set<OrganisationInvitation>()
            .Where(invitation => invitation.OrganisationId == organisationId && invitation.EndedUtc == null && invitation.AppointedById != null == isBureau)
            .ToListAsync(cancellationToken);
        var older = open.FindAll(invitation => !invitation.IsOpen(clock.GetUtcNow()) || emailFingerprint.AsSpan().SequenceEqual(invitation.EmailFingerprint));
        foreach (var invitation in older)
        {
            await EndAsync(invitation, null, cancellationToken);
        }

        return open.Count - older.Count;
    }

    /// <param name="unverifiedSender">
    /// The sender's confirmed address, while the bureau has never verified the organisation; otherwise null. Until then nobody but the sender has
    /// seen their names, and the mail must not carry such words to any address they like.
    /// </param>
    private async Task WriteAsync(SocialOrganisation organisation, string email, OrganisationRole role, Inviter inviter, string? culture, string? unverifiedSender, CancellationToken cancellationToken)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var invitation = OrganisationInvitation.Write(organisation.Id, email, fingerprints.OfEmail(email), role, HashOf(token), inviter, clock.GetUtcNow());
        db.Add(invitation);
        var name = organisation.VerifiedOn is null ? null : organisation.Name;
        await mails.AddAsync(
            MailKey(invitation.Id),
            email,
            culture ?? "zh-CN",
            T =>
            [
                T["Hello,"],
                name is null
                    ? T["{0} invites you to work on the dossier of a social organisation, as: {1}.", unverifiedSender ?? inviter.Name, T[OrganisationWords.Of(role)]]
                    : T["{0} invites you to work on the dossier of {1}, as: {2}.", inviter.Name, name, T[OrganisationWords.Of(role)]],
                T["Open this link, sign in with this e-mail address or open an account with it, and accept:"],
                address.Of($"/workspace/invitations/{token}"),
                T["The link works once, for {0} days. If you do not know what this is about, ignore this mail.", OrganisationInvitation.Lifetime.Days],
            ],
            T => name is null ? T["You are invited to a social organisation"] : T["You are invited to {0}", name],
            cancellationToken);
    }

    public static string MailKey(Guid invitationId) => $"organisation-invitation:{invitationId}";

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal static class InvitationFailures
{
    public static Failure AddressNotConfirmed => Failure.Conflict("email_not_confirmed", "Please confirm your own e-mail address first: open the link in the mail you got when you opened your account.");

    public static Failure Unknown => Failure.NotFound("invitation_unknown", "There is no such invitation. Look whether the whole link of the mail was opened.");

    public static Failure Over => Failure.Conflict("invitation_over", "This invitation was used already, was taken back, or is older than a week. Ask your colleague for a new one.");

    public static Failure ForAnotherAddress => Failure.Conflict("invitation_for_another", "This invitation was sent to another e-mail address than the one of your account. Sign in with that address, or ask for an invitation to this one.");
}
