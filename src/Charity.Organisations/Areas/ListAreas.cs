using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Organisations.Areas;

/// <param name="Depth">0 for the district.</param>
internal sealed record AreaRow(string Code, LocalizedText Name, AreaKind Kind, string? ParentCode, int Depth)
{
    public bool MayHoldAreas => AreaNode.KindsBelow(Kind).Count > 0;
}

/// <summary>The tree as a list, for those who keep it.</summary>
[Requires(Permissions.ManageAreas)]
internal sealed record ListAreas : IQuery<IReadOnlyList<AreaRow>>;

internal sealed class ListAreasHandler(IAreas areas) : IRequestHandler<ListAreas, Result<IReadOnlyList<AreaRow>>>
{
    public async Task<Result<IReadOnlyList<AreaRow>>> Handle(ListAreas request, CancellationToken cancellationToken) =>
        (await areas.AllAsync(cancellationToken))
            .Select(area => new AreaRow(area.Code, area.Name, area.Kind, area.ParentCode, area.Path.Count(character => character == '/') - 2))
            .ToList();
}
