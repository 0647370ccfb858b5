using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Needs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>A wish with whoever has it in hand, for the community and who checks it.</summary>
[Requires(Permissions.ViewNeeds)]
internal sealed record ShowWishDesk(Guid Id) : IQuery<WishDeskPage>, IWishRequest;

/// <param name="Claim">Only for those who look after the community: they hand the thing over.</param>
/// <param name="Offers">What may be done now; disabled ones say why.</param>
/// <param name="MayChange">Whether the reader may edit it now.</param>
internal sealed record WishDeskPage(Wish Wish, LocalizedText? Area, ClaimInHand? Claim, IReadOnlyList<OfferedTrigger> Offers, bool MayChange, IReadOnlyList<DeskStep> History);

/// <param name="Name">The account's name.</param>
internal sealed record ClaimInHand(string? Name, LocalizedText? Organisation, string? ShownName, string? Contact, DateTime ClaimedUtc, DateTime DueUtc);

internal sealed class ShowWishDeskHandler(CharityDbContext db, IWorkflowDoor door, AreaCare care, IAreas areas, IUserDirectory users, IOrganisations organisations)
    : IRequestHandler<ShowWishDesk, Result<WishDeskPage>>
{
    public async Task<Result<WishDeskPage>> Handle(ShowWishDesk request, CancellationToken cancellationToken)
    {
        var wish = await WishDesk.Whole(db.Set<Wish>().AsNoTracking()).SingleAsync(wish => wish.Id == request.Id, cancellationToken);
        var isMine = await care.LooksAfterAsync(wish.AreaCode, cancellationToken);

        // Taking a wish on and giving it back is done on its own pages, by residents.
        var offers = await door.OffersAsync(WishProcess.Table, wish, cancellationToken);
        return new WishDeskPage(
            wish,
            (await areas.FindAsync(wish.AreaCode, cancellationToken))?.Name,
            isMine && wish.OpenClaim is { } claim ? await DescribeAsync(claim, cancellationToken) : null,
            [.. offers.Where(offer => offer.Trigger is not (WishProcess.Claim or WishProcess.GiveBack))],
            isMine && wish.IsDraft,
            await DeskHistory.OfAsync(db, wish.Id, cancellationToken));
    }

    private async Task<ClaimInHand> DescribeAsync(WishClaim claim, CancellationToken cancellationToken) => new(
        claim.ClaimerId is { } person ? (await users.FindAsync(person, cancellationToken))?.Name : null,
        claim.OrganisationId is { } organisation ? (await organisations.FindAsync(organisation, cancellationToken))?.Name : null,
        claim.ShownName, claim.Contact, claim.ClaimedUtc, claim.DueUtc);
}
