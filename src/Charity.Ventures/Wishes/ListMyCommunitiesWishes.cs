using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Needs;
using MediatR;

namespace Charity.Ventures.Wishes;

/// <summary>The wishes of the communities in one's care, newest first.</summary>
/// <param name="State">Only those in this state; empty for all.</param>
/// <param name="After">The last list's <see cref="DeskWishes.Next"/>.</param>
[Requires(Permissions.PostNeeds)]
internal sealed record ListMyCommunitiesWishes(string? State, Guid? After) : IQuery<DeskWishes>;

internal sealed class ListMyCommunitiesWishesHandler(CharityDbContext db, AreaCare care, DeskWishRows rows) : IRequestHandler<ListMyCommunitiesWishes, Result<DeskWishes>>
{
    public async Task<Result<DeskWishes>> Handle(ListMyCommunitiesWishes request, CancellationToken cancellationToken)
    {
        var mine = (await care.MineAsync(cancellationToken)).Select(area => area.Code).ToList();
        return await rows.ReadAsync("/manage/wishes", db.Set<Wish>().Where(wish => mine.Contains(wish.AreaCode)), request.State, request.After, cancellationToken);
    }
}
