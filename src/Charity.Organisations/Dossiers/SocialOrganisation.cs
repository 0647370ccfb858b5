using System.Text.RegularExpressions;
using Charity.Contents.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Organisations.Dossiers;

/// <summary>What the registration certificate says; frozen from submission on, and changed only by having it checked again.</summary>
internal sealed record RegistrationFacts(
    LocalizedText Name, OrganisationKind Kind, DateOnly RegisteredOn, string Authority, string LegalRepresentative, string Scope);

/// <param name="Telephone">Normalised.</param>
internal sealed record ContactFacts(string AreaCode, string Address, string Telephone, string Email, LocalizedText? Introduction);

/// <summary>
/// A social organisation's dossier: what it says of itself once, for every call. Its state moves by <see cref="OrganisationProcess"/>;
/// what must be there before it is submitted is in <see cref="DossierRules"/>.
/// </summary>
[Audited]
internal sealed partial class SocialOrganisation : WorkflowInstance
{
    public const int NameLength = 100;
    public const int SlugLength = 60;
    private readonly List<BoardMember> _board = [];
    private readonly List<AnnualInspection> _inspections = [];
    private readonly List<Licence> _licences = [];
    private readonly List<TeamMember> _team = [];
    private readonly List<PastProject> _pastProjects = [];
    private readonly List<Bar> _bars = [];
    private readonly List<OrganisationMember> _members = [];

    private SocialOrganisation()
    {
    }

    /// <summary>Stands in the public address; never changes.</summary>
    public string Slug { get; private init; } = string.Empty;

    /// <summary>Unified social credit code, normalised; one dossier per code.</summary>
    public string CreditCode { get; private init; } = string.Empty;
    public LocalizedText Name { get; private set; } = new(string.Empty);

    /// <summary>Names and code made comparable, for the officers' search.</summary>
    [NotAudited]
    public string SearchText { get; private set; } = string.Empty;
    public OrganisationKind Kind { get; private set; }
    public DateOnly? RegisteredOn { get; private set; }
    public string RegistrationAuthority { get; private set; } = string.Empty;
    public string AreaCode { get; private set; } = string.Empty;
    public string Address { get; private set; } = string.Empty;
    public string? Telephone { get; private set; }

    [NotAudited]
    public byte[]? TelephoneFingerprint { get; private set; }
    public string Email { get; private set; } = string.Empty;
    public string LegalRepresentative { get; private set; } = string.Empty;
    public string? LegalIdentity { get; private set; }

    [NotAudited]
    public byte[]? LegalIdentityFingerprint { get; private set; }
    public string BusinessScope { get; private set; } = string.Empty;

    /// <summary>What the public reads.</summary>
    public LocalizedText? Introduction { get; private set; }

    /// <summary>1 for A to 5 for 5A; null when it was never evaluated.</summary>
    public int? GradeLevel { get; private set; }
    public DateOnly? GradeValidUntil { get; private set; }
    public bool IsGradeConfirmed { get; private set; }

    /// <summary>Why the bureau sent it back the last time; null once it was verified.</summary>
    public string? ReturnReason { get; private set; }
    public DateOnly? VerifiedOn { get; private set; }

    /// <summary>Counts the edits, as <see cref="WorkflowInstance.Version"/> counts the moves: an edit made on an older revision is refused.</summary>
    public int Revision { get; private set; }
    public BankAccount? BankAccount { get; private set; }
    public IReadOnlyList<BoardMember> Board => _board;
    public IReadOnlyList<AnnualInspection> Inspections => _inspections;
    public IReadOnlyList<Licence> Licences => _licences;
    public IReadOnlyList<TeamMember> Team => _team;
    public IReadOnlyList<PastProject> PastProjects => _pastProjects;
    public IReadOnlyList<Bar> Bars => _bars;
    public IReadOnlyList<OrganisationMember> Members => _members;

    /// <summary>The facts may be changed: nobody is checking them, and nobody has.</summary>
    public bool IsOpenForFacts => State is OrganisationProcess.Draft or OrganisationProcess.Returned;

    public bool IsVerified => State == OrganisationProcess.Verified;

    /// <summary>Everybody may see its page; a suspended one stays there, with its bar.</summary>
    public bool IsPublic => State is OrganisationProcess.Verified or OrganisationProcess.Suspended;

    public string MaskedIdentity => PersonalData.MaskIdentity(LegalIdentity);

    /// <param name="creditCode">Checked and normalised.</param>
    public static SocialOrganisation Begin(string slug, string creditCode, LocalizedText name, OrganisationKind kind, DateTimeOffset now)
    {
        var organisation = new SocialOrganisation { Id = Guid.CreateVersion7(now), Slug = slug, CreditCode = creditCode, Kind = kind };
        organisation.Rename(name);
        organisation.BeginIn(OrganisationProcess.Draft);
        return organisation;
    }

    /// <summary>An address made of the English name; null when none can be made of it.</summary>
    public static string? SlugOf(string? englishName)
    {
        var words = NotInSlug().Replace((englishName ?? string.Empty).ToLower(System.Globalization.CultureInfo.InvariantCulture), "-").Trim('-');
        return words.Length < 3 ? null : words.Length <= SlugLength ? words : words[..SlugLength].Trim('-');
    }

    /// <summary>
    /// The account must be the organisation's: with another name it has to be proved again. The identity number is the legal
    /// representative's: of another one it is not known yet.
    /// </summary>
    public void Register(RegistrationFacts facts)
    {
        if (facts.Name.Zh != Name.Zh)
        {
            BankAccount?.LoseProof();
        }

        if (facts.LegalRepresentative != LegalRepresentative)
        {
            (LegalIdentity, LegalIdentityFingerprint) = (null, null);
        }

        Rename(facts.Name);
        Kind = facts.Kind;
        RegisteredOn = facts.RegisteredOn;
        RegistrationAuthority = facts.Authority;
        LegalRepresentative = facts.LegalRepresentative;
        BusinessScope = facts.Scope;
    }

    public void Contact(ContactFacts facts, Fingerprints fingerprints)
    {
        AreaCode = facts.AreaCode;
        Address = facts.Address;
        Telephone = facts.Telephone;
        TelephoneFingerprint = fingerprints.OfTelephone(facts.Telephone);
        Email = facts.Email;
        Introduction = facts.Introduction;
    }

    /// <param name="number">Checked and normalised.</param>
    public void Identify(string number, Fingerprints fingerprints)
    {
        LegalIdentity = number;
        LegalIdentityFingerprint = fingerprints.OfIdentity(number);
    }

    /// <summary>A new grade is the organisation's word until the bureau confirms it.</summary>
    public void Grade(int? level, DateOnly? validUntil)
    {
        IsGradeConfirmed = IsGradeConfirmed && level == GradeLevel && validUntil == GradeValidUntil;
        (GradeLevel, GradeValidUntil) = level is null ? (null, null) : (level, validUntil);
    }

    public void ConfirmGrade() => IsGradeConfirmed = GradeLevel is not null;

    public void Returned(string reason) => ReturnReason = reason;

    /// <summary>The bureau has checked everything that is in the dossier.</summary>
    public void Verified(DateOnly today)
    {
        ReturnReason = null;
        VerifiedOn = today;
        ConfirmGrade();
        _inspections.ForEach(inspection => inspection.Confirm());
    }

    public void BankAt(AccountFacts facts, Fingerprints fingerprints, DateTimeOffset now)
    {
        BankAccount ??= new BankAccount(Id, now);
        BankAccount.Describe(facts, fingerprints);
    }

    public void Add(BoardMember member) => _board.Add(member);

    public void Add(AnnualInspection inspection) => _inspections.Add(inspection);

    public void Add(Licence licence) => _licences.Add(licence);

    public void Add(TeamMember member) => _team.Add(member);

    public void Add(PastProject project) => _pastProjects.Add(project);

    public void Add(Bar bar) => _bars.Add(bar);

    public void Add(OrganisationMember member) => _members.Add(member);

    public void Remove(OrganisationMember member) => _members.Remove(member);

    /// <summary>Takes a row of one of the parts out; false when there is none of this id.</summary>
    public bool RemovePart(Guid id) =>
        _board.RemoveAll(part => part.Id == id) + _inspections.RemoveAll(part => part.Id == id) + _licences.RemoveAll(part => part.Id == id)
        + _team.RemoveAll(part => part.Id == id) + _pastProjects.RemoveAll(part => part.Id == id) > 0;

    public bool IsBarredOn(DateOnly day) => _bars.Any(bar => bar.ToFact().HoldsOn(day));

    public void CountEdit() => Revision++;

    private void Rename(LocalizedText name)
    {
        Name = name;
        SearchText = SearchWords.Comparable($"{name.Zh}\n{name.En}\n{CreditCode}");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInSlug();
}
