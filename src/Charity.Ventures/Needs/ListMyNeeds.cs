using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Needs;

/// <summary>The needs of the communities in one's care, newest first.</summary>
/// <param name="State">Only those in this state; empty for all.</param>
/// <param name="After">The last list's <see cref="DeskNeeds.Next"/>.</param>
[Requires(Permissions.PostNeeds)]
internal sealed record ListMyNeeds(string? State, Guid? After) : IQuery<DeskNeeds>;

internal sealed class ListMyNeedsHandler(CharityDbContext db, AreaCare care, DeskNeedRows rows) : IRequestHandler<ListMyNeeds, Result<DeskNeeds>>
{
    public async Task<Result<DeskNeeds>> Handle(ListMyNeeds request, CancellationToken cancellationToken)
    {
        var mine = (await care.MineAsync(cancellationToken)).Select(area => area.Code).ToList();
        return await rows.ReadAsync("/manage/needs", db.Set<Need>().Where(need => mine.Contains(need.AreaCode)), request.State, request.After, cancellationToken);
    }
}
