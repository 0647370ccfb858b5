using Charity.Organisations.Contracts;
using Charity.Platform.Text;

namespace Charity.Disbursements.Aid;

/// <summary>Finds the area a list means: by code, by name, or by the names from the street down (清河街道梅园社区, 清河街道/梅园社区).</summary>
internal sealed class AidPlaces
{
    private readonly Dictionary<string, Area?> _byName = new(StringComparer.Ordinal);

    public AidPlaces(IReadOnlyList<Area> areas)
    {
        var byCode = areas.ToDictionary(area => area.Code);
        foreach (var area in areas)
        {
            foreach (var name in new[] { area.Code, area.Name.Zh, area.Name.En, Long(area, byCode) }.OfType<string>().Select(Plain).Distinct())
            {
                // A name that two areas have names neither.
                _byName[name] = _byName.TryGetValue(name, out var other) && other?.Code != area.Code ? null : area;
            }
        }
    }

    /// <summary>Null when there is none of this name, or several.</summary>
    public Area? Find(string typed, out bool isAmbiguous)
    {
        isAmbiguous = _byName.TryGetValue(Plain(typed), out var area) && area is null;
        return area;
    }

    private static string Long(Area area, Dictionary<string, Area> byCode) =>
        area.ParentCode is { } code && byCode.TryGetValue(code, out var parent) && parent.Kind != AreaKind.District ? Long(parent, byCode) + area.Name.Zh : area.Name.Zh;

    private static string Plain(string name) => string.Concat(HalfWidth.Of(name).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
