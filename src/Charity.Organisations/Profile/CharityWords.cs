namespace Charity.Organisations.Profile;

/// <summary>What the forms of charity are called: English texts, the keys of their translations.</summary>
internal static class CharityWords
{
    public static string Of(CharityKind kind) => kind switch
    {
        CharityKind.CharityFederation => "Charity federation",
        CharityKind.Foundation => "Foundation",
        CharityKind.SocialGroup => "Social group",
        CharityKind.SocialServiceOrganisation => "Social service organisation",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
