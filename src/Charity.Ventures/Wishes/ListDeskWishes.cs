using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Needs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>The wishes of the communities in one's care, newest first.</summary>
/// <param name="State">Only those in this state; empty for all.</param>
/// <param name="After">The last list's <see cref="DeskWishes.Next"/>.</param>
[Requires(Permissions.PostNeeds)]
internal sealed record ListMyCommunitiesWishes(string? State, Guid? After) : IQuery<DeskWishes>;

/// <summary>Every wish that was sent to be checked, newest first.</summary>
/// <inheritdoc cref="ListMyCommunitiesWishes"/>
[Requires(Permissions.CheckNeeds)]
internal sealed record ListOfficeWishes(string? State, Guid? After) : IQuery<DeskWishes>;

/// <param name="Place">The address of the list.</param>
/// <param name="Waiting">How many wait to be checked.</param>
internal sealed record DeskWishes(string Place, string? State, bool IsContinued, IReadOnlyList<DeskWish> Rows, Guid? Next, int Waiting);

internal sealed record DeskWish(
    Guid Id, LocalizedText What, LocalizedText Who, string AreaCode, long ValueMinor, string Currency, string State, DateTime? DueUtc, DateTime? ClaimDueUtc, bool IsReturned, LocalizedText? Area);

internal sealed class ListDeskWishesHandler(CharityDbContext db, AreaCare care, IAreas areas)
    : IRequestHandler<ListMyCommunitiesWishes, Result<DeskWishes>>, IRequestHandler<ListOfficeWishes, Result<DeskWishes>>
{
    private const int PageLength = 50;

    public async Task<Result<DeskWishes>> Handle(ListMyCommunitiesWishes request, CancellationToken cancellationToken)
    {
        var mine = (await care.MineAsync(cancellationToken)).Select(area => area.Code).ToList();
        return await ReadAsync("/manage/wishes", db.Set<Wish>().Where(wish => mine.Contains(wish.AreaCode)), request.State, request.After, cancellationToken);
    }

    public async Task<Result<DeskWishes>> Handle(ListOfficeWishes request, CancellationToken cancellationToken) => await ReadAsync(
        "/office/wishes", db.Set<Wish>().Where(wish => wish.State != WishProcess.Draft && wish.State != WishProcess.Discarded), request.State, request.After, cancellationToken);

    private async Task<DeskWishes> ReadAsync(string place, IQueryable<Wish> wishes, string? state, Guid? after, CancellationToken cancellationToken)
    {
        var waiting = await wishes.CountAsync(wish => wish.State == WishProcess.Submitted, cancellationToken);
        var rows = await wishes.AsNoTracking()
            .Where(wish => (string.IsNullOrEmpty(state) || wish.State == state) && (after == null || wish.Id.CompareTo(after.Value) < 0))
            .OrderByDescending(wish => wish.Id)
            .Take(PageLength + 1)
            .Select(wish => new DeskWish(
                wish.Id, wish.What, wish.Who, wish.AreaCode, wish.ValueMinor, wish.Currency, wish.State, wish.StateDueUtc,
                wish.Claims.Where(claim => claim.EndedUtc == null).Select(claim => (DateTime?)claim.DueUtc).FirstOrDefault(), wish.ReturnReason != null, null))
            .ToListAsync(cancellationToken);
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        return new DeskWishes(
            place,
            state,
            after is not null,
            [.. rows.Take(PageLength).Select(row => row with { Area = names.GetValueOrDefault(row.AreaCode) })],
            rows.Count > PageLength ? rows[PageLength - 1].Id : null,
            waiting);
    }
}
