using Charity.Platform.Files;
using Charity.Platform.Requests;

namespace Charity.Organisations.Documents;

/// <summary>The copies that prove what a dossier says (证明材料), each filed under what it proves. The organisation and the bureau read them, nobody else.</summary>
internal static class DossierDocuments
{
    public const string Registration = "registration";
    public const string Bank = "bank";
    public const string Inspection = "inspection";
    public const string Grade = "grade";
    public const string Licence = "licence";
    public const string Team = "team";
    public const string Other = "other";

    public static readonly IReadOnlyList<string> Kinds = [Registration, Bank, Inspection, Grade, Licence, Team, Other];

    public static AttachmentOwner Of(Guid organisationId) => new("organisation", organisationId);

    /// <summary>With their English words, keys of their translations.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Choices { get; } = [.. Kinds.Select(kind => KeyValuePair.Create(kind, Words(kind)))];

    /// <summary>English, the key of its translation.</summary>
    public static string Words(string kind) => kind switch
    {
        Registration => "Registration certificate",
        Bank => "Proof of the bank account",
        Inspection => "Annual inspection",
        Grade => "Evaluation grade",
        Licence => "Licence",
        Team => "Qualification of the team",
        _ => "Something else",
    };
}

internal static class DocumentFailures
{
    /// <summary>The bureau relied on it.</summary>
    public static Failure Checked => Failure.Conflict("document_checked", "The bureau has checked the dossier with this document, so it stays. Add the newer one beside it.");
}
