using Charity.Platform.Audit;

namespace Charity.Ventures.Reviewers;

/// <summary>What a reviewer says of themself.</summary>
/// <param name="Expertise">Codes; the first is what they are known for.</param>
/// <param name="AvoidedAreas">Codes of areas whose submissions they are never given.</param>
internal sealed record ReviewerFacts(string Employer, string JobTitle, IReadOnlyList<string> Expertise, IReadOnlyList<string> AvoidedAreas, int Capacity, string Address);

/// <summary>
/// An expert of the pool (评审专家), an account of the site. Of identity and account numbers only fingerprints are kept: they find
/// conflicts of interest and tell nothing else.
/// </summary>
[Audited]
internal sealed class Reviewer
{
    public const int NameLength = 100;
    public const int MostCapacity = 200;

    private Reviewer()
    {
    }

    public Guid Id { get; private init; }
    public Guid UserId { get; private init; }

    /// <summary>As invited by the bureau: the name conflicts are looked for by.</summary>
    [NotAudited]
    public string Name { get; private set; } = string.Empty;
    public string Employer { get; private set; } = string.Empty;
    public string JobTitle { get; private set; } = string.Empty;
    public IReadOnlyList<string> Expertise { get; private set; } = [];
    public IReadOnlyList<string> AvoidedAreas { get; private set; } = [];

    /// <summary>Submissions they usually take in one call.</summary>
    public int Capacity { get; private set; } = 10;

    [NotAudited]
    public string Address { get; private set; } = string.Empty;

    /// <summary>Encrypted; empty when it was not given.</summary>
    [NotAudited]
    public string Telephone { get; private set; } = string.Empty;

    [NotAudited]
    public string? TelephoneFingerprint { get; private set; }

    [NotAudited]
    public string? IdentityFingerprint { get; private set; }

    /// <summary>Of the account their fee is paid to.</summary>
    [NotAudited]
    public string? AccountFingerprint { get; private set; }

    /// <summary>Takes no new work for now.</summary>
    public bool IsResting { get; private set; }
    public DateTime JoinedUtc { get; private init; }
    public int Version { get; private set; }

    /// <summary>They have said what they know: without it nothing can be assigned by it.</summary>
    public bool IsComplete => Expertise.Count > 0 && Employer.Length > 0;

    public static Reviewer Join(Guid userId, string name, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), UserId = userId, Name = name, JoinedUtc = now.UtcDateTime };

    public void Describe(ReviewerFacts facts)
    {
        (Employer, JobTitle, Expertise, AvoidedAreas, Capacity, Address) = (facts.Employer, facts.JobTitle, facts.Expertise, facts.AvoidedAreas, facts.Capacity, facts.Address);
        Version++;
    }

    public void CallAt(string telephone, string? fingerprint) => (Telephone, TelephoneFingerprint) = (telephone, fingerprint);

    public void Identify(string fingerprint) => IdentityFingerprint = fingerprint;

    public void PayTo(string fingerprint) => AccountFingerprint = fingerprint;

    public void Rest(bool isResting)
    {
        IsResting = isResting;
        Version++;
    }

    /// <summary>Takes the person out; what they have reviewed stays without a name.</summary>
    public void Forget()
    {
        (Name, Employer, JobTitle, Address, Telephone) = (string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);
        (TelephoneFingerprint, IdentityFingerprint, AccountFingerprint) = (null, null, null);
        (Expertise, AvoidedAreas, IsResting) = ([], [], true);
        Version++;
    }
}

/// <summary>An invitation to the pool by mail: for one address, for one use. Of its token only the hash is kept.</summary>
internal sealed class ReviewerInvitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private ReviewerInvitation()
    {
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = string.Empty;
    public string? Email { get; private set; }
    public byte[] EmailFingerprint { get; private init; } = [];
    public byte[] TokenHash { get; private init; } = [];
    public string InvitedByName { get; private init; } = string.Empty;
    public DateTime CreatedUtc { get; private init; }

    /// <summary>When it was accepted, taken back or replaced.</summary>
    public DateTime? EndedUtc { get; private set; }
    public int Version { get; private set; }

    public DateTime ExpiresUtc => CreatedUtc + Lifetime;

    /// <summary>Of its mail, forgotten with the address.</summary>
    public string MailKey => $"reviewer-invitation:{Id}";

    public static ReviewerInvitation Write(string name, string email, byte[] emailFingerprint, byte[] tokenHash, string byName, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        Email = email,
        EmailFingerprint = emailFingerprint,
        TokenHash = tokenHash,
        InvitedByName = byName,
        CreatedUtc = now.UtcDateTime,
    };

    public bool IsOpen(DateTimeOffset now) => EndedUtc is null && now.UtcDateTime < ExpiresUtc;

    public void End(DateTimeOffset now)
    {
        (EndedUtc, Email, Name) = (now.UtcDateTime, null, string.Empty);
        Version++;
    }
}

internal enum InterestKind
{
    Employed,
    Board,
    Relative,
    PaidAdvice,
    Other,
}

/// <summary>What binds a reviewer to an organisation, in their own word. It is never taken back by them; an office may set a mistake aside.</summary>
[Audited]
internal sealed class ReviewerInterest
{
    public const int NoteLength = 500;

    private ReviewerInterest()
    {
    }

    public Guid Id { get; private init; }
    public Guid ReviewerId { get; private init; }

    /// <summary>Null when no organisation of that name was known.</summary>
    public Guid? OrganisationId { get; private init; }
    public string OrganisationName { get; private init; } = string.Empty;
    public InterestKind Kind { get; private init; }
    public DateOnly? Since { get; private init; }

    /// <summary>The last day; null while it lasts.</summary>
    public DateOnly? LastDay { get; private init; }

    [NotAudited]
    public string Note { get; private init; } = string.Empty;
    public DateTime DeclaredUtc { get; private init; }
    public string? SetAsideByName { get; private set; }
    public string? SetAsideReason { get; private set; }

    public static ReviewerInterest Declare(
        Guid reviewerId, Guid? organisationId, string organisationName, InterestKind kind, DateOnly? since, DateOnly? until, string note, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            ReviewerId = reviewerId,
            OrganisationId = organisationId,
            OrganisationName = organisationName,
            Kind = kind,
            Since = since,
            LastDay = until,
            Note = note,
            DeclaredUtc = now.UtcDateTime,
        };

    public bool HoldsOn(DateOnly day, int yearsAfter) => SetAsideReason is null && (LastDay is null || LastDay.Value.AddYears(yearsAfter) >= day);

    public void SetAside(string byName, string reason) => (SetAsideByName, SetAsideReason) = (byName, reason);
}
