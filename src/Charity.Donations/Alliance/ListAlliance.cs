using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>The alliance for everybody, by area: who is in it, what is pledged and what has come. The order is never for sale.</summary>
/// <param name="Area">With everything below it; an unknown one finds nothing.</param>
/// <param name="After">The id of the last one shown.</param>
[Anybody]
internal sealed record ListAlliance(string? Area, Guid? After) : IQuery<AlliancePage>;

/// <param name="ByArea">Only areas that have merchants or money from them.</param>
internal sealed record AlliancePage(
    IReadOnlyList<MerchantRow> Merchants, Guid? Next, IReadOnlyList<Area> Areas, string? Area, IReadOnlyList<AreaTotal> ByArea, int MerchantCount, long GivenMinor, DateTime AsOfUtc);

/// <param name="GivenMinor">Of all its merchants, those that have left too.</param>
internal sealed record AreaTotal(string Code, LocalizedText Name, int Merchants, long GivenMinor);

internal sealed class ListAllianceHandler(CharityDbContext db, IAreas areas, MerchantRows rows, TimeProvider clock) : IRequestHandler<ListAlliance, Result<AlliancePage>>
{
    private const int PageLength = 24;

    public async Task<Result<AlliancePage>> Handle(ListAlliance request, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var merchants = db.Set<Merchant>().AsNoTracking().Where(merchant => merchant.State == MerchantProcess.Active);
        if (!string.IsNullOrEmpty(request.Area))
        {
            var path = tree.FirstOrDefault(area => area.Code == request.Area)?.Path;
            var codes = tree.Where(area => path is not null && area.Path.StartsWith(path, StringComparison.Ordinal)).Select(area => area.Code).ToList();
            merchants = merchants.Where(merchant => codes.Contains(merchant.AreaCode));
        }

        if (request.After is { } after)
        {
            merchants = merchants.Where(merchant => merchant.Id.CompareTo(after) < 0);
        }

        var page = await rows.OfAsync(await merchants.OrderByDescending(merchant => merchant.Id).Take(PageLength + 1).ToListAsync(cancellationToken), cancellationToken);
        var totals = await TotalsAsync(tree, cancellationToken);
        return new AlliancePage(
            [.. page.Take(PageLength)], page.Count > PageLength ? page[PageLength - 1].Id : null, tree, request.Area, totals, totals.Sum(area => area.Merchants), totals.Sum(area => area.GivenMinor), clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>From each merchant's own total, so that it costs the same however many gifts there are.</summary>
    private async Task<IReadOnlyList<AreaTotal>> TotalsAsync(IReadOnlyList<Area> tree, CancellationToken cancellationToken)
    {
        var sums = await db.Set<Merchant>().Where(merchant => merchant.State == MerchantProcess.Active || merchant.State == MerchantProcess.Left)
            .GroupBy(merchant => merchant.AreaCode)
            .Select(group => new { Code = group.Key, Active = group.Count(merchant => merchant.State == MerchantProcess.Active), Given = group.Sum(merchant => merchant.GivenMinor) })
            .ToDictionaryAsync(row => row.Code, cancellationToken);
        return [.. tree.Where(area => sums.ContainsKey(area.Code)).Select(area => new AreaTotal(area.Code, area.Name, sums[area.Code].Active, sums[area.Code].Given))];
    }
}
