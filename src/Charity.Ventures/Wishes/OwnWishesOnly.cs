using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>A request about one wish by those who look after its community, or by who checks it.</summary>
internal interface IWishRequest
{
    Guid Id { get; }
}

/// <summary>Lets those on who look after the wish's community, and who checks wishes there once it has been sent. To everybody else it does not exist.</summary>
internal sealed class OwnWishesOnly(CharityDbContext db, AreaCare care) : IAuthorize<IWishRequest>
{
    public async Task<Failure?> AuthorizeAsync(IWishRequest request, CancellationToken cancellationToken)
    {
        var wish = await db.Set<Wish>().AsNoTracking().Where(wish => wish.Id == request.Id).Select(wish => new { wish.AreaCode, wish.State }).SingleOrDefaultAsync(cancellationToken);
        return wish is not null
            && (await care.LooksAfterAsync(wish.AreaCode, cancellationToken)
                || (wish.State is not (WishProcess.Draft or WishProcess.Discarded) && await care.ChecksWishesAsync(wish.AreaCode, cancellationToken)))
            ? null
            : WishFailures.Unknown;
    }
}
