using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Wishes;

/// <summary>Every wish that was sent to be checked, newest first.</summary>
/// <inheritdoc cref="ListMyCommunitiesWishes"/>
[Requires(Permissions.CheckNeeds)]
internal sealed record ListOfficeWishes(string? State, Guid? After) : IQuery<DeskWishes>;

internal sealed class ListOfficeWishesHandler(CharityDbContext db, DeskWishRows rows) : IRequestHandler<ListOfficeWishes, Result<DeskWishes>>
{
    public async Task<Result<DeskWishes>> Handle(ListOfficeWishes request, CancellationToken cancellationToken) => await rows.ReadAsync(
        "/office/wishes", db.Set<Wish>().Where(wish => wish.State != WishProcess.Draft && wish.State != WishProcess.Discarded), request.State, request.After, cancellationToken);
}
