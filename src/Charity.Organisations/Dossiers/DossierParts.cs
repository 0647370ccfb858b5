using Charity.Organisations.Contracts;
using Charity.Platform.Audit;

namespace Charity.Organisations.Dossiers;

/// <summary>A seat on the board or among the supervisors. Of the identity number only the fingerprint is kept: it is compared and never read.</summary>
[Audited]
internal sealed class BoardMember
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }

    /// <summary>People's names stay out of the audit trail, which nothing is ever taken out of.</summary>
    [NotAudited]
    public string Name { get; private set; } = string.Empty;
    public BoardRole Role { get; private set; }

    [NotAudited]
    public byte[]? IdentityFingerprint { get; private set; }

    /// <param name="identityFingerprint">Null keeps what was given before, while the name is the same.</param>
    public void Describe(string name, BoardRole role, byte[]? identityFingerprint)
    {
        IdentityFingerprint = identityFingerprint ?? (name == Name ? IdentityFingerprint : null);
        (Name, Role) = (name, role);
    }
}

/// <summary>The inspection of one year; one row per year.</summary>
[Audited]
internal sealed class AnnualInspection
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public int Year { get; private set; }
    public InspectionResult Result { get; private set; }

    /// <summary>The bureau has looked it up; until then it is the organisation's word.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>It excludes from calls and the bureau has seen it: not the organisation's to take out unseen.</summary>
    public bool IsConfirmedFailure => IsConfirmed && Result == InspectionResult.Failed;

    public void Describe(int year, InspectionResult result)
    {
        IsConfirmed = IsConfirmed && year == Year && result == Result;
        (Year, Result) = (year, result);
    }

    public void Confirm() => IsConfirmed = true;
}

/// <summary>A permit the organisation works under.</summary>
[Audited]
internal sealed class Licence
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public string Title { get; private set; } = string.Empty;
    public string Number { get; private set; } = string.Empty;
    public string IssuedBy { get; private set; } = string.Empty;
    public DateOnly? ValidUntil { get; private set; }

    /// <summary>The last reminder of this date: how many days before. A concurrency token: of two nodes that remind, one does.</summary>
    [NotAudited]
    public int? RemindedDays { get; private set; }

    /// <summary>Its copy among the attachments.</summary>
    public Guid? ProofAttachmentId { get; private set; }

    public void Describe(LicenceFact facts)
    {
        if (facts.ValidUntil != ValidUntil)
        {
            RemindedDays = null;
        }

        (Title, Number, IssuedBy, ValidUntil) = (facts.Title, facts.Number, facts.IssuedBy, facts.ValidUntil);
    }

    public void Reminded(int days) => RemindedDays = days;
}

[Audited]
internal sealed class TeamMember
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }

    [NotAudited]
    public string Name { get; private set; } = string.Empty;
    public string Role { get; private set; } = string.Empty;
    public SocialWorkLicence SocialWorkLicence { get; private set; }

    [NotAudited]
    public string LicenceNumber { get; private set; } = string.Empty;

    public void Describe(TeamFact facts) => (Name, Role, SocialWorkLicence, LicenceNumber) = (facts.Name, facts.Role, facts.Licence, facts.LicenceNumber);
}

/// <summary>A project for somebody else. Those of this site are known from the venture projects and are not entered here.</summary>
[Audited]
internal sealed class PastProject
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public string Title { get; private set; } = string.Empty;
    public string Funder { get; private set; } = string.Empty;
    public int Year { get; private set; }

    /// <summary>How it was judged, in the funder's words.</summary>
    public string Mark { get; private set; } = string.Empty;

    public void Describe(PastProjectFact facts) => (Title, Funder, Year, Mark) = (facts.Title, facts.Funder, facts.Year, facts.Mark);
}

/// <summary>Excluded from calls until and including a day. Never removed: lifted, or over.</summary>
[Audited]
internal sealed class Bar
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public DateOnly FromDay { get; init; }
    public DateOnly UntilDay { get; init; }
    public string Reason { get; init; } = string.Empty;

    /// <summary>The reason stands on the organisation's public page.</summary>
    public bool IsPublic { get; init; }
    public string ByName { get; init; } = string.Empty;
    public DateOnly? LiftedOn { get; private set; }
    public string? LiftedByName { get; private set; }
    public string? LiftReason { get; private set; }

    public void Lift(DateOnly today, string byName, string reason) => (LiftedOn, LiftedByName, LiftReason) = (today, byName, reason);

    public BarFact ToFact() => new(FromDay, UntilDay, Reason, IsPublic, LiftedOn);
}
