using Charity.Donations.Manage;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>A second person has counted the cash or seen the transfer: the gift is booked and gets its receipt.</summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.ConfirmOfflineGifts)]
internal sealed record ConfirmOfflineGift(Guid Id, int Version) : ICommand<Result<Guid>>;

internal sealed class ConfirmOfflineGiftHandler(CharityDbContext db, GiftScope scope, OfflineBooking booking, ICurrentUser user) : IRequestHandler<ConfirmOfflineGift, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(ConfirmOfflineGift request, CancellationToken cancellationToken)
    {
        var gift = await db.Set<OfflineGift>().FirstOrDefaultAsync(g => g.Id == request.Id, cancellationToken);
        return gift is not null && (await scope.FundsAsync(cancellationToken)).FirstOrDefault(f => f.Id == gift.FundId) is { } fund
            ? await booking.ConfirmAsync(gift, fund, request.Version, user.Id, user.Name, cancellationToken)
            : GiftScope.NotFound;
    }
}
