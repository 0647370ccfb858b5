using Charity.Organisations.Contracts;
using Charity.Platform.Audit;

namespace Charity.Organisations.Dossiers;

/// <summary>An account that may act for the organisation.</summary>
[Audited]
internal sealed class OrganisationMember
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public Guid UserId { get; init; }
    public OrganisationRole Role { get; private set; }
    public DateTime JoinedUtc { get; init; }

    public static OrganisationMember Of(Guid organisationId, Guid userId, OrganisationRole role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganisationId = organisationId,
        UserId = userId,
        Role = role,
        JoinedUtc = now.UtcDateTime,
    };

    public void Become(OrganisationRole role) => Role = role;
}

/// <param name="IsBureau">An officer, on the bureau's word.</param>
internal sealed record Inviter(Guid Id, string Name, bool IsBureau);

/// <summary>An invitation by mail: for one address, for one use, for a week. Of its token only the hash is kept.</summary>
[Audited]
internal sealed class OrganisationInvitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public OrganisationRole Role { get; init; }
    public string? Email { get; private set; }

    [NotAudited]
    public byte[]? EmailFingerprint { get; private set; }

    [NotAudited]
    public byte[] TokenHash { get; init; } = [];

    /// <summary>A colleague or an officer; empty once they have erased their account.</summary>
    [NotAudited]
    public string InvitedByName { get; private set; } = string.Empty;

    /// <summary>The colleague who wrote it; null when the bureau did.</summary>
    public Guid? InvitedById { get; init; }

    /// <summary>The officer who wrote it on the bureau's word; null when a colleague did. The organisation neither sees nor ends these.</summary>
    public Guid? AppointedById { get; init; }
    public DateTime CreatedUtc { get; init; }
    public DateTime ExpiresUtc { get; init; }

    /// <summary>When it was accepted, taken back or found to be too old: it cannot be used any more.</summary>
    public DateTime? EndedUtc { get; private set; }
    public Guid? AcceptedById { get; private set; }

    /// <summary>Of two who end it at once, one does.</summary>
    public int Version { get; private set; }

    public static OrganisationInvitation Write(
        Guid organisationId, string email, byte[] emailFingerprint, OrganisationRole role, byte[] tokenHash, Inviter inviter, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisationId,
            Email = email,
            EmailFingerprint = emailFingerprint,
            Role = role,
            TokenHash = tokenHash,
            InvitedByName = inviter.Name,
            InvitedById = inviter.IsBureau ? null : inviter.Id,
            AppointedById = inviter.IsBureau ? inviter.Id : null,
            CreatedUtc = now.UtcDateTime,
            ExpiresUtc = (now + Lifetime).UtcDateTime,
        };

    public bool IsOpen(DateTimeOffset now) => EndedUtc is null && now.UtcDateTime < ExpiresUtc;

    public void ForgetInviter() => InvitedByName = string.Empty;

    /// <param name="acceptedById">Null when nobody accepted it.</param>
    public void End(Guid? acceptedById, DateTimeOffset now)
    {
        (EndedUtc, AcceptedById) = (now.UtcDateTime, acceptedById);
        (Email, EmailFingerprint) = (null, null);
        Version++;
    }
}
