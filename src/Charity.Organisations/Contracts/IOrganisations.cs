using Charity.Platform.Text;
using MediatR;

namespace Charity.Organisations.Contracts;

/// <summary>The three forms a social organisation may be registered in (民办非企业单位 is called 社会服务机构 since the Charity Law of 2016).</summary>
public enum OrganisationKind
{
    SocialService,
    SocialGroup,
    Foundation,
}

/// <summary>What a colleague may do for the organisation.</summary>
public enum OrganisationRole
{
    /// <summary>负责人: everything, and who else belongs to it.</summary>
    Owner,

    /// <summary>经办人: everything but the bank account and the colleagues.</summary>
    Editor,

    /// <summary>财务: reads everything, keeps the bank account.</summary>
    Finance,
}

/// <summary>How a year's inspection by the registration authority ended.</summary>
public enum InspectionResult
{
    Passed,
    BasicallyPassed,
    Failed,
    NotYet,
}

/// <summary>The national qualifications of social workers: 助理社工师, 社工师, 高级社工师.</summary>
public enum SocialWorkLicence
{
    None,
    Assistant,
    SocialWorker,
    Senior,
}

public enum BoardRole
{
    Chair,
    Director,
    SecretaryGeneral,
    Supervisor,
}

/// <summary>A social organisation as lists show it.</summary>
/// <param name="CreditCode">Unified social credit code, GB 32100-2015.</param>
/// <param name="IsVerified">The bureau has checked its facts and it is not suspended now.</param>
public sealed record OrganisationSummary(Guid Id, string Slug, LocalizedText Name, string CreditCode, OrganisationKind Kind, string AreaCode, bool IsVerified);

/// <param name="Organisation">The organisation the current user belongs to.</param>
public sealed record OrganisationMembership(OrganisationSummary Organisation, OrganisationRole Role);

/// <param name="Email">The address of the account; only for those who belong to the organisation, and for mails to it.</param>
public sealed record OrganisationColleague(Guid UserId, string Name, string Email, string Culture, OrganisationRole Role);

/// <param name="IdentityFingerprint">The keyed fingerprint of the identity number in hexadecimal, or null when it was not given. Equal numbers have equal fingerprints, whatever organisation and part they stand in.</param>
public sealed record BoardSeat(string Name, BoardRole Role, string? IdentityFingerprint);

/// <param name="IsConfirmed">The bureau has confirmed it; until then it is the organisation's word.</param>
public sealed record InspectionFact(int Year, InspectionResult Result, bool IsConfirmed);

/// <param name="Level">1 for A to 5 for 5A.</param>
/// <param name="IsConfirmed">The bureau has confirmed it; until then it is the organisation's word.</param>
public sealed record GradeFact(int Level, DateOnly ValidUntil, bool IsConfirmed)
{
    public bool IsValidOn(DateOnly day) => day <= ValidUntil;
}

/// <param name="ValidUntil">The last day; null when it does not expire.</param>
public sealed record LicenceFact(string Title, string Number, string IssuedBy, DateOnly? ValidUntil);

/// <param name="LicenceNumber">Empty without a licence.</param>
public sealed record TeamFact(string Name, string Role, SocialWorkLicence Licence, string LicenceNumber);

/// <summary>A project for somebody else, as the organisation itself tells it.</summary>
public sealed record PastProjectFact(string Title, string Funder, int Year, string Mark);

/// <summary>The organisation is excluded from calls from the first to the last day, unless the bar was lifted.</summary>
public sealed record BarFact(DateOnly From, DateOnly Until, string Reason, bool IsPublic, DateOnly? LiftedOn)
{
    public bool HoldsOn(DateOnly day) => day >= From && day <= Until && (LiftedOn is null || day < LiftedOn);
}

/// <summary>
/// Everything that eligibility rules and the search for conflicts of interest need, as it is now. Fingerprints are in hexadecimal,
/// made with the site's key: they can be compared with each other and tell nothing else.
/// </summary>
/// <param name="RegisteredOn">Null while the dossier is a draft.</param>
/// <param name="IsAccountProved">The bureau has seen that the bank account belongs to the organisation.</param>
public sealed record OrganisationDossier(
    OrganisationSummary Organisation,
    DateOnly? RegisteredOn,
    string RegistrationAuthority,
    string BusinessScope,
    string LegalRepresentative,
    string? LegalRepresentativeFingerprint,
    string Address,
    string? TelephoneFingerprint,
    string Email,
    string? AccountFingerprint,
    bool IsAccountProved,
    GradeFact? Grade,
    IReadOnlyList<BoardSeat> Board,
    IReadOnlyList<InspectionFact> Inspections,
    IReadOnlyList<LicenceFact> Licences,
    IReadOnlyList<TeamFact> Team,
    IReadOnlyList<PastProjectFact> PastProjects,
    IReadOnlyList<BarFact> Bars)
{
    public bool IsBarredOn(DateOnly day) => Bars.Any(bar => bar.HoldsOn(day));
}

/// <summary>The social organisations' dossiers, kept once and used everywhere. Answers for every state; look at <see cref="OrganisationSummary.IsVerified"/>.</summary>
public interface IOrganisations
{
    Task<OrganisationSummary?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<OrganisationSummary?> FindAsync(string slug, CancellationToken cancellationToken);

    /// <summary>Those of the ids that exist, in no order.</summary>
    Task<IReadOnlyList<OrganisationSummary>> SummariesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Those that may serve somebody now, youngest last; a district has some hundreds at most.</summary>
    Task<IReadOnlyList<OrganisationSummary>> VerifiedAsync(CancellationToken cancellationToken);

    /// <summary>All of them in any state, to find what a list means by a name; a district has some hundreds at most.</summary>
    Task<IReadOnlyList<OrganisationSummary>> AllAsync(CancellationToken cancellationToken);

    Task<OrganisationDossier?> DossierAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What the current user belongs to, by name; nothing when nobody is signed in.</summary>
    Task<IReadOnlyList<OrganisationMembership>> MineAsync(CancellationToken cancellationToken);

    /// <summary>Ids of the organisations an account belongs to.</summary>
    Task<IReadOnlyList<Guid>> OfUserAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Null for somebody who does not belong to it.</summary>
    Task<OrganisationRole?> RoleOfAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken);

    /// <summary>The accounts that belong to it, owners first.</summary>
    Task<IReadOnlyList<OrganisationColleague>> MembersAsync(Guid organisationId, CancellationToken cancellationToken);
}

/// <summary>The bureau has checked the organisation's dossier; published inside the transaction that says so.</summary>
public sealed record OrganisationVerified(Guid OrganisationId) : INotification;

/// <summary>The organisation is excluded from calls until and including the day; published inside the transaction that says so.</summary>
public sealed record OrganisationBarred(Guid OrganisationId, DateOnly Until, string Reason) : INotification;
