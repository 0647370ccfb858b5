using Charity.Organisations.Contracts;

namespace Charity.Organisations.Dossiers;

/// <summary>What kinds, roles and results are called: English texts, the keys of their translations.</summary>
internal static class OrganisationWords
{
    public static string Of(OrganisationKind kind) => kind switch
    {
        OrganisationKind.SocialService => "Social service organisation",
        OrganisationKind.SocialGroup => "Social group",
        OrganisationKind.Foundation => "Foundation",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    public static string Of(OrganisationRole role) => role switch
    {
        OrganisationRole.Owner => "Organisation owner",
        OrganisationRole.Editor => "Editor of the dossier",
        OrganisationRole.Finance => "Account keeper",
        _ => throw new InvalidOperationException($"Unknown role {role}."),
    };

    public static string Explain(OrganisationRole role) => role switch
    {
        OrganisationRole.Owner => "Does everything and decides who belongs to it.",
        OrganisationRole.Editor => "Writes the dossier and applies; not the bank account, not the colleagues.",
        OrganisationRole.Finance => "Reads everything and keeps the bank account.",
        _ => throw new InvalidOperationException($"Unknown role {role}."),
    };

    public static string Of(BoardRole role) => role switch
    {
        BoardRole.Chair => "Chair of the board",
        BoardRole.Director => "Board director",
        BoardRole.SecretaryGeneral => "Secretary-general",
        BoardRole.Supervisor => "Board supervisor",
        _ => throw new InvalidOperationException($"Unknown role {role}."),
    };

    public static string Of(InspectionResult result) => result switch
    {
        InspectionResult.Passed => "Inspection passed",
        InspectionResult.BasicallyPassed => "Basically passed",
        InspectionResult.Failed => "Inspection failed",
        InspectionResult.NotYet => "Not inspected yet",
        _ => throw new InvalidOperationException($"Unknown result {result}."),
    };

    public static string Of(SocialWorkLicence licence) => licence switch
    {
        SocialWorkLicence.None => "No licence",
        SocialWorkLicence.Assistant => "Assistant social worker",
        SocialWorkLicence.SocialWorker => "Social worker",
        SocialWorkLicence.Senior => "Senior social worker",
        _ => throw new InvalidOperationException($"Unknown licence {licence}."),
    };

    /// <summary>1 is A, 5 is 5A: the marks of the ministry's evaluation, the same in every language.</summary>
    public static string OfGrade(int level) => level == 1 ? "A" : $"{level}A";

    /// <summary>The badge a state is shown with.</summary>
    public static string Badge(string state) => state switch
    {
        OrganisationProcess.Verified => "badge-success",
        OrganisationProcess.Submitted => "badge-info",
        OrganisationProcess.Returned => "badge-warning",
        OrganisationProcess.Suspended => "badge-danger",
        _ => "badge-quiet",
    };
}
