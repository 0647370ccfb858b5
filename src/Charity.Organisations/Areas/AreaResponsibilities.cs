using Charity.Organisations.Contracts;
using Charity.Users.Contracts;

namespace Charity.Organisations.Areas;

/// <summary>The area tree, to choose from when staff are given what they look after.</summary>
internal sealed class AreaResponsibilities(IAreas areas) : IResponsibilities
{
    public ResponsibilityKind Kind => ResponsibilityKind.Area;

    public async ValueTask<IReadOnlyList<Responsibility>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await areas.AllAsync(cancellationToken))
            .OrderBy(area => area.Path, StringComparer.Ordinal)
            .Select(area => new Responsibility(area.Code, area.Name, area.Path.Count(character => character == '/') - 2)),
    ];
}
