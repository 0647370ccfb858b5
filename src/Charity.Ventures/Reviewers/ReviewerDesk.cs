using System.Security.Cryptography;
using System.Text;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Writes invitations to the pool, finds them by their token and ends them. Of a token's 256 random bits the database keeps only the hash.</summary>
internal sealed class ReviewerDesk(CharityDbContext db, FieldCipher cipher, IMailOutbox outbox, IOrganisationMails mails, SiteAddress site, TimeProvider clock)
{
    public byte[] OfEmail(string email) => cipher.Fingerprint($"reviewer-invitation:{EmailAddresses.Clean(email)}");

    /// <summary>Invites an address; an older invitation of it is taken back: the newest mail is the one that works.</summary>
    /// <param name="email">Cleaned.</param>
    public async Task InviteAsync(string name, string email, string culture, string byName, CancellationToken cancellationToken)
    {
        var fingerprint = OfEmail(email);
        foreach (var older in await db.Set<ReviewerInvitation>().Where(invitation => invitation.EmailFingerprint == fingerprint && invitation.EndedUtc == null).ToListAsync(cancellationToken))
        {
            await EndAsync(older, cancellationToken);
        }

        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var invitation = ReviewerInvitation.Write(name, email, fingerprint, HashOf(token), byName, clock.GetUtcNow());
        db.Add(invitation);
        await mails.AddAsync(
            invitation.MailKey,
            email,
            culture,
            T =>
            [
                T["Dear {0},", name],
                T["The civil affairs bureau invites you into its pool of reviewers for venture projects (公益创投)."],
                T["Open this link, sign in with this e-mail address or open an account with it, and accept:"],
                site.Of($"/review/invitations/{token}"),
                T["The link works once, for {0} days. If you do not know what this is about, ignore this mail.", ReviewerInvitation.Lifetime.Days],
            ],
            T => T["You are invited to review venture projects"],
            cancellationToken);
    }

    /// <summary>The invitation of a token, whatever has become of it; tracked.</summary>
    public Task<ReviewerInvitation?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token ?? string.Empty);
        return db.Set<ReviewerInvitation>().SingleOrDefaultAsync(invitation => invitation.TokenHash == hash, cancellationToken);
    }

    /// <summary>Why an invitation cannot be used by this person; null when it can.</summary>
    public Failure? Refuse(ReviewerInvitation invitation, UserSummary person) =>
        !invitation.IsOpen(clock.GetUtcNow()) ? ReviewerFailures.InvitationOver
        : !person.EmailConfirmed || !OfEmail(person.Email).AsSpan().SequenceEqual(invitation.EmailFingerprint) ? ReviewerFailures.InvitationForAnother
        : null;

    /// <summary>Ends an invitation, and its mail is forgotten with the address it went to.</summary>
    public Task EndAsync(ReviewerInvitation invitation, CancellationToken cancellationToken)
    {
        invitation.End(clock.GetUtcNow());
        return outbox.ForgetAsync([invitation.MailKey], cancellationToken);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal static class ReviewerFailures
{
    public static Failure Unknown => Failure.NotFound("reviewer_unknown", "There is no such reviewer.");

    /// <summary>Whoever is no reviewer learns nothing about reviews.</summary>
    public static Failure NotOne => Failure.NotFound("not_a_reviewer", "Your account does not belong to a reviewer. If you were invited, open the link in the mail.");

    public static Failure InvitationUnknown => Failure.NotFound("invitation_unknown", "There is no such invitation. Look whether the whole link of the mail was opened.");

    public static Failure InvitationOver => Failure.Conflict("invitation_over", "This invitation was used already, was taken back, or is too old. Ask the bureau for a new one.");

    public static Failure InvitationForAnother => Failure.Conflict("invitation_for_another", "This invitation was sent to another e-mail address than the one of your account. Sign in with that address, or ask for an invitation to this one.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
