using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;

namespace Charity.Ventures.Needs;

/// <summary>Which communities are whose: a worker acts for the areas entrusted to them, with everything below, and only with the permission for it.</summary>
internal sealed class AreaCare(ICurrentUser user, IPermissionService permissions, IUserScopes scopes, IAreas areas)
{
    /// <summary>The areas the current user posts needs and wishes for, parents before children.</summary>
    public async Task<IReadOnlyList<Area>> MineAsync(CancellationToken cancellationToken) =>
        await permissions.HasAsync(Permissions.PostNeeds, cancellationToken) ? await EntrustedAsync(cancellationToken) : [];

    public async Task<bool> LooksAfterAsync(string areaCode, CancellationToken cancellationToken) => Has(await MineAsync(cancellationToken), areaCode);

    /// <summary>Whether the current user checks this area's wishes: the office does everywhere, a worker where they look after the area.</summary>
    public async Task<bool> ChecksWishesAsync(string areaCode, CancellationToken cancellationToken) =>
        await permissions.HasAsync(Permissions.CheckNeeds, cancellationToken)
        || (await permissions.HasAsync(Permissions.CheckWishes, cancellationToken) && Has(await EntrustedAsync(cancellationToken), areaCode));

    /// <summary>The scope codes of those who look after an area: its own and those of every area it lies in.</summary>
    public async Task<IReadOnlyList<string>> KeepersAsync(string areaCode, CancellationToken cancellationToken) =>
        [.. ((await areas.FindAsync(areaCode, cancellationToken))?.Path ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(ScopeCodes.OfArea)];

    private async Task<IReadOnlyList<Area>> EntrustedAsync(CancellationToken cancellationToken)
    {
        var all = await areas.AllAsync(cancellationToken);
        if (user.IsSystem)
        {
            return all;
        }

        var own = user.Id is { } id ? (await scopes.OfAsync(id, cancellationToken)).AreaCodes : new HashSet<string>();
        return [.. all.Where(area => all.Any(entrusted => own.Contains(entrusted.Code) && area.LiesIn(entrusted)))];
    }

    private static bool Has(IReadOnlyList<Area> areas, string code) => areas.Any(area => area.Code == code);
}

internal static class AreaTreeExtensions
{
    public static bool LiesIn(this Area area, Area other) => area.Path.StartsWith(other.Path, StringComparison.Ordinal);

    /// <summary>The codes of an area and everything below it; none for an area that does not exist.</summary>
    public static IReadOnlyList<string> CodesWithin(this IReadOnlyList<Area> tree, string areaCode) =>
        tree.FirstOrDefault(area => area.Code == areaCode) is { } wanted ? [.. tree.Where(area => area.LiesIn(wanted)).Select(area => area.Code)] : [];

    /// <summary>How deep an area lies below the district, for lists.</summary>
    public static int Depth(this Area area) => area.Path.Count(character => character == '/') - 2;
}

internal static class AreaFailures
{
    public static Failure NotYours { get; } = Failure.Field("AreaCode", "area_not_yours", "You can post only for the communities in your care. Choose one of the list.");

    public static Failure InOthersCare { get; } = Failure.Forbidden("not_your_area", "This community is in somebody else's care.");
}
