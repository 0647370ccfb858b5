using Charity.Organisations.Contracts;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>A page of a staff list of wishes.</summary>
/// <param name="Place">The address of the list.</param>
/// <param name="Waiting">How many wait to be checked.</param>
internal sealed record DeskWishes(string Place, string? State, bool IsContinued, IReadOnlyList<DeskWish> Rows, Guid? Next, int Waiting);

internal sealed record DeskWish(
    Guid Id, LocalizedText What, LocalizedText Who, string AreaCode, long ValueMinor, string Currency, string State, DateTime? DueUtc, DateTime? ClaimDueUtc, bool IsReturned, LocalizedText? Area);

/// <summary>Reads the lists of the communities and of the office, key by key.</summary>
internal sealed class DeskWishRows(IAreas areas)
{
    private const int PageLength = 50;

    public async Task<DeskWishes> ReadAsync(string place, IQueryable<Wish> wishes, string? state, Guid? after, CancellationToken cancellationToken)
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
