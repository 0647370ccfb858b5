using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.MyGifts;

/// <summary>Takes the gifts given with one's confirmed address into the account. Answers how many there were.</summary>
[SignedIn]
internal sealed record ClaimGifts : ICommand<Result<int>>;

internal sealed class ClaimGiftsHandler(CharityDbContext db, ICurrentUser user, IUserDirectory directory, FieldCipher cipher, IAuditTrail audit) : IRequestHandler<ClaimGifts, Result<int>>
{
    public async Task<Result<int>> Handle(ClaimGifts request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } id || await directory.FindAsync(id, cancellationToken) is not { } person)
        {
            return new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
        }

        var gifts = await UnclaimedGifts.Of(db, person, cipher).ToListAsync(cancellationToken);
        gifts.ForEach(gift => gift.BelongTo(id));
        if (gifts.Count > 0)
        {
            audit.Record("Gifts.Claimed", id.ToString(), new { Gifts = gifts.Count });
        }

        return gifts.Count;
    }
}
