using Charity.Donations.Manage;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>The cash or the transfer is not there, or something was mistyped: nothing is booked.</summary>
[Requires(Permissions.ConfirmOfflineGifts)]
internal sealed record DeclineOfflineGift(Guid Id, int Version, string? Reason) : ICommand;

internal sealed class DeclineOfflineGiftValidator : AbstractValidator<DeclineOfflineGift>
{
    private const int ReasonLength = 500;

    public DeclineOfflineGiftValidator()
    {
        RuleFor(gift => gift.Reason)
            .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Say why, so that whoever entered it can put it right.")
            .Must(reason => PlainText.Clean(reason).Length <= ReasonLength).Says("reason_too_long", "The reason may have at most {0} characters.", ReasonLength);
    }
}

internal sealed class DeclineOfflineGiftHandler(CharityDbContext db, GiftScope scope, IWorkflowDoor door, ICurrentUser user, TimeProvider clock) : IRequestHandler<DeclineOfflineGift, Result>
{
    public async Task<Result> Handle(DeclineOfflineGift request, CancellationToken cancellationToken)
    {
        var gift = await db.Set<OfflineGift>().FirstOrDefaultAsync(g => g.Id == request.Id, cancellationToken);
        if (gift is null || !await scope.HasAsync(gift.FundId, cancellationToken))
        {
            return GiftScope.NotFound;
        }

        var reason = PlainText.Clean(request.Reason);
        var fired = await door.FireAsync(OfflineGiftProcess.Table, gift, OfflineGiftProcess.Decline, request.Version, reason, cancellationToken);
        if (fired.Succeeded)
        {
            gift.Declined(reason, user.Id, user.Name, clock.GetUtcNow());
        }

        return fired;
    }
}
