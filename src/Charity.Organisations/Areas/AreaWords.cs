using Charity.Organisations.Contracts;

namespace Charity.Organisations.Areas;

/// <summary>What the kinds of area are called: English texts, the keys of their translations.</summary>
internal static class AreaWords
{
    public static string Of(AreaKind kind) => kind switch
    {
        AreaKind.District => "District",
        AreaKind.Street => "Street",
        AreaKind.Town => "Town",
        AreaKind.Community => "Community",
        AreaKind.Village => "Village",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
