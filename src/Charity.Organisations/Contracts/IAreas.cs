using Charity.Platform.Text;

namespace Charity.Organisations.Contracts;

public enum AreaKind
{
    District,
    Street,
    Town,
    Community,
    Village,
}

/// <param name="Path">The codes from the district down to this area, joined and closed by slashes: <c>/huwan/qinghe/meiyuan/</c>. An area lies in another when its path starts with the other's.</param>
public sealed record Area(Guid Id, string Code, LocalizedText Name, AreaKind Kind, string? ParentCode, string Path);

/// <summary>The area tree; small, and kept in memory.</summary>
public interface IAreas
{
    /// <summary>All areas, parents before children.</summary>
    ValueTask<IReadOnlyList<Area>> AllAsync(CancellationToken cancellationToken);

    ValueTask<Area?> FindAsync(string code, CancellationToken cancellationToken);
}
