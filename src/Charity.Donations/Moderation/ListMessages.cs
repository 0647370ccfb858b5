using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Moderation;

/// <summary>Donors' messages of one's funds in one state: those that wait oldest first, the others newest first.</summary>
[Requires(Permissions.ModerateMessages)]
internal sealed record ListMessages(MessageState State, Guid? After) : IQuery<MessageList>;

/// <param name="MaySeeGifts">The reader may open the gift a message came with.</param>
internal sealed record MessageList(MessageState State, int Waiting, IReadOnlyList<MessageRow> Messages, bool MaySeeGifts, Guid? Next);

internal sealed record MessageRow(Guid Id, LocalizedText FundName, string DonorName, bool IsAnonymous, long AmountMinor, string Currency, DateTime CreatedUtc, string Message, MessageState State);

internal sealed class ListMessagesHandler(CharityDbContext db, GiftScope scope, IPermissionService permissions) : IRequestHandler<ListMessages, Result<MessageList>>
{
    private const int PageLength = 50;

    public async Task<Result<MessageList>> Handle(ListMessages request, CancellationToken cancellationToken)
    {
        var names = (await scope.FundsAsync(cancellationToken)).ToDictionary(fund => fund.Id, fund => fund.Name);
        var ids = names.Keys.ToList();

        // A message of a gift that was never paid is nobody's business.
        var mine = db.Set<Donation>().AsNoTracking().Where(gift => gift.PaidUtc != null && ids.Contains(gift.FundId));
        var gifts = mine.Where(gift => gift.MessageState == request.State);
        var isQueue = request.State == MessageState.Waiting;
        if (request.After is { } after)
        {
            gifts = isQueue ? gifts.Where(gift => gift.Id.CompareTo(after) > 0) : gifts.Where(gift => gift.Id.CompareTo(after) < 0);
        }

        var rows = await (isQueue ? gifts.OrderBy(gift => gift.Id) : gifts.OrderByDescending(gift => gift.Id)).Take(PageLength + 1).ToListAsync(cancellationToken);
        return new MessageList(
            request.State, await mine.CountAsync(gift => gift.MessageState == MessageState.Waiting, cancellationToken),
            [.. rows.Take(PageLength).Select(gift => new MessageRow(
                gift.Id, names[gift.FundId], gift.DonorName, gift.IsAnonymous, gift.AmountMinor, gift.Currency, gift.CreatedUtc, gift.Message ?? string.Empty, gift.MessageState))],
            await permissions.HasAsync(Permissions.ViewDonations, cancellationToken),
            rows.Count > PageLength ? rows[PageLength - 1].Id : null);
    }
}
