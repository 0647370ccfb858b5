namespace Charity.Organisations.Dossiers;

/// <summary>What the bureau is told: keys, and English texts that are the keys of their translations.</summary>
internal static class OrganisationAlerts
{
    public const string AsksToBeChecked = "{0} asks the bureau to check its dossier.";
    public const string HasNoOwner = "The last owner of {0} has erased their account. Ask the organisation who answers for it now, and invite that person.";

    public static string ToCheck(Guid organisationId) => $"organisation-check:{organisationId}";

    public static string Ownerless(Guid organisationId) => $"organisation-ownerless:{organisationId}";
}
