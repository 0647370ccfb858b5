using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Needs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>The public wishes in one state, newest first: those that wait for somebody unless another state is asked for. <see cref="Area"/> includes everything below it.</summary>
/// <param name="After">The last list's <see cref="WishList.Next"/>.</param>
[Anybody]
internal sealed record ListWishes(string? Area, string? State, Guid? After) : IQuery<WishList>
{
    /// <summary>As pages offer them.</summary>
    public static readonly IReadOnlyList<string> States = [WishProcess.Open, WishProcess.Claimed, WishProcess.Fulfilled];

    public string Shown => States.FirstOrDefault(state => string.Equals(state, State, StringComparison.OrdinalIgnoreCase)) ?? WishProcess.Open;
}

/// <param name="Counts">How many there are in the area, by state.</param>
/// <param name="Years">How many were fulfilled by year and area, newest year first.</param>
/// <param name="Next">Ask with this for what follows; null at the end.</param>
internal sealed record WishList(
    ListWishes Filter, IReadOnlyList<WishCard> Wishes, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<FulfilledWishes> Years, Guid? Next, IReadOnlyList<Area> Areas);

internal sealed record WishCard(
    string Slug, LocalizedText What, LocalizedText Who, LocalizedText? Area, long ValueMinor, string Currency, DateOnly? WishedBy, string State, bool HasPhoto, DateTime? FulfilledUtc);

internal sealed record FulfilledWishes(int Year, LocalizedText? Area, string AreaCode, int Count);

internal sealed class ListWishesHandler(CharityDbContext db, IAreas areas) : IRequestHandler<ListWishes, Result<WishList>>
{
    private const int PageLength = 12;

    public async Task<Result<WishList>> Handle(ListWishes request, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var codes = string.IsNullOrEmpty(request.Area) ? null : tree.CodesWithin(request.Area);
        var wishes = db.Set<Wish>().AsNoTracking().Where(wish => codes == null || codes.Contains(wish.AreaCode));
        var names = tree.ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        var rows = await wishes
            .Where(wish => wish.State == request.Shown && (request.After == null || wish.Id.CompareTo(request.After.Value) < 0))
            .OrderByDescending(wish => wish.Id)
            .Take(PageLength + 1)
            .ToListAsync(cancellationToken);
        var figures = await db.Set<WishFigure>().AsNoTracking().Where(figure => codes == null || codes.Contains(figure.AreaCode)).OrderByDescending(figure => figure.Year).ToListAsync(cancellationToken);
        return new WishList(
            request,
            [.. rows.Take(PageLength).Select(wish => new WishCard(
                wish.Slug!, wish.What, wish.Who, names.GetValueOrDefault(wish.AreaCode), wish.ValueMinor, wish.Currency, wish.WishedBy, wish.State, wish.PhotoId is not null, wish.FulfilledUtc))],
            await CountAsync(wishes, figures, cancellationToken),
            [.. figures.Select(figure => new FulfilledWishes(figure.Year, names.GetValueOrDefault(figure.AreaCode), figure.AreaCode, figure.Fulfilled))],
            rows.Count > PageLength ? rows[PageLength - 1].Id : null,
            tree);
    }

    /// <summary>Those in hand are few and counted along an index; the fulfilled ones, which only grow, were counted as they happened.</summary>
    private static async Task<Dictionary<string, int>> CountAsync(IQueryable<Wish> wishes, List<WishFigure> figures, CancellationToken cancellationToken) => new(StringComparer.Ordinal)
    {
        [WishProcess.Open] = await wishes.CountAsync(wish => wish.State == WishProcess.Open, cancellationToken),
        [WishProcess.Claimed] = await wishes.CountAsync(wish => wish.State == WishProcess.Claimed, cancellationToken),
        [WishProcess.Fulfilled] = figures.Sum(figure => figure.Fulfilled),
    };
}
