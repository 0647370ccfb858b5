using System.Text;
using Charity.Organisations.Contracts;
using Charity.Platform.Text;

namespace Charity.Ventures.Reviewers;

internal enum ConflictKind
{
    Declared,
    Member,
    LegalRepresentative,
    BoardMember,
    TeamMember,
    Employer,
    Telephone,
    BankAccount,
    Address,

    /// <summary>The same people, place or account as an organisation the reviewer belongs to or has declared.</summary>
    Linked,
}

/// <param name="Detail">A name for the office: the interest's kind, the namesake, the linked organisation.</param>
/// <param name="IsCertain">The same person or their own word; otherwise somebody of the same name or place, which an office can rule out.</param>
internal sealed record ConflictReason(ConflictKind Kind, string Detail, bool IsCertain);

/// <summary>Everything that is compared about a reviewer.</summary>
/// <param name="Interests">Those that hold today.</param>
/// <param name="OwnOrganisations">Ids of organisations their account belongs to.</param>
/// <param name="OwnDossiers">Of the organisations they belong to or declared.</param>
internal sealed record ReviewerFile(Reviewer Reviewer, IReadOnlyList<ReviewerInterest> Interests, IReadOnlySet<Guid> OwnOrganisations, IReadOnlyList<OrganisationDossier> OwnDossiers);

/// <summary>Finds what binds a reviewer to an organisation, from what both have said: every reason with what it rests on.</summary>
internal static class ConflictSearch
{
    public static IReadOnlyList<ConflictReason> Search(ReviewerFile file, OrganisationDossier organisation) =>
        [.. Declared(file, organisation), .. People(file.Reviewer, organisation), .. Traces(file.Reviewer, organisation), .. Links(file, organisation)];

    /// <summary>A name as it is compared: width, case, spaces and marks do not matter.</summary>
    public static string Plain(string? text) => string.Concat(PlainText.Clean(text).Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static IEnumerable<ConflictReason> Declared(ReviewerFile file, OrganisationDossier organisation)
    {
        if (file.OwnOrganisations.Contains(organisation.Organisation.Id))
        {
            yield return new(ConflictKind.Member, string.Empty, true);
        }

        foreach (var interest in file.Interests.Where(interest => interest.OrganisationId == organisation.Organisation.Id || IsName(interest.OrganisationName, organisation)))
        {
            yield return new(ConflictKind.Declared, ReviewerWords.Of(interest.Kind), true);
        }
    }

    private static IEnumerable<ConflictReason> People(Reviewer reviewer, OrganisationDossier organisation)
    {
        if (IsPerson(reviewer, organisation.LegalRepresentative, organisation.LegalRepresentativeFingerprint) is { } isRepresentative)
        {
            yield return new(ConflictKind.LegalRepresentative, organisation.LegalRepresentative, isRepresentative);
        }

        foreach (var seat in organisation.Board)
        {
            if (IsPerson(reviewer, seat.Name, seat.IdentityFingerprint) is { } isOnBoard)
            {
                yield return new(ConflictKind.BoardMember, seat.Name, isOnBoard);
            }
        }

        if (organisation.Team.FirstOrDefault(member => IsSame(member.Name, reviewer.Name)) is { } namesake)
        {
            yield return new(ConflictKind.TeamMember, namesake.Name, false);
        }

        if (IsName(reviewer.Employer, organisation))
        {
            yield return new(ConflictKind.Employer, reviewer.Employer, true);
        }
    }

    private static IEnumerable<ConflictReason> Traces(Reviewer reviewer, OrganisationDossier organisation)
    {
        if (reviewer.TelephoneFingerprint is { } telephone && telephone == organisation.TelephoneFingerprint)
        {
            yield return new(ConflictKind.Telephone, string.Empty, false);
        }

        if (reviewer.AccountFingerprint is { } account && account == organisation.AccountFingerprint)
        {
            yield return new(ConflictKind.BankAccount, string.Empty, true);
        }

        if (IsSame(reviewer.Address, organisation.Address))
        {
            yield return new(ConflictKind.Address, organisation.Address, false);
        }
    }

    private static IEnumerable<ConflictReason> Links(ReviewerFile file, OrganisationDossier organisation) => file.OwnDossiers
        .Where(own => own.Organisation.Id != organisation.Organisation.Id && AreLinked(own, organisation))
        .Select(own => new ConflictReason(ConflictKind.Linked, own.Organisation.Name.Zh, false));

    private static bool AreLinked(OrganisationDossier one, OrganisationDossier other) =>
        People(one).Overlaps(People(other))
        || (one.TelephoneFingerprint is { } telephone && telephone == other.TelephoneFingerprint)
        || (one.AccountFingerprint is { } account && account == other.AccountFingerprint)
        || IsSame(one.Address, other.Address);

    private static HashSet<string> People(OrganisationDossier organisation) =>
        [.. organisation.Board.Select(seat => seat.IdentityFingerprint).Append(organisation.LegalRepresentativeFingerprint).OfType<string>()];

    /// <summary>True for the same person, false for a namesake that nothing tells apart, null for somebody else.</summary>
    private static bool? IsPerson(Reviewer reviewer, string name, string? fingerprint) =>
        fingerprint is not null && reviewer.IdentityFingerprint is not null ? (fingerprint == reviewer.IdentityFingerprint ? true : null)
        : IsSame(name, reviewer.Name) ? false
        : null;

    private static bool IsName(string text, OrganisationDossier organisation) => IsSame(text, organisation.Organisation.Name.Zh) || IsSame(text, organisation.Organisation.Name.En);

    private static bool IsSame(string? one, string? other) => Plain(one) is { Length: > 0 } plain && plain == Plain(other);
}
