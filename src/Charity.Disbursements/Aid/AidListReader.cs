using Charity.Disbursements.Requests;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>What lists give to the people of one area, and what of it is paid.</summary>
internal sealed record AidAreaCount(string AreaCode, int People, long AmountMinor, int PaidPeople, long PaidMinor);

internal sealed record AidStreet(LocalizedText? Name, int People, long AmountMinor, int PaidPeople, long PaidMinor);

/// <summary>Reads lists for pages: the sums from what is kept counted, the people a page at a time.</summary>
internal sealed class AidListReader(CharityDbContext db, AidDesk desk, AidRecipients recipients, IAreas areas)
{
    public async Task<Result<(AidProgramme Programme, AidList List)>> FindAsync(string slug, int number, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(slug, cancellationToken) is not { } programme)
        {
            return AidFailures.UnknownProgramme;
        }

        return await db.Set<AidList>().AsNoTracking().Include(list => list.Areas).SingleOrDefaultAsync(list => list.ProgrammeId == programme.Id && list.Number == number, cancellationToken) is { } list
            ? (programme, list)
            : AidFailures.UnknownList;
    }

    public async Task<Result<AidListPage>> ReadAsync(string slug, int number, int after, Func<AidList, bool> mayBeSeen, CancellationToken cancellationToken)
    {
        var found = await FindAsync(slug, number, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var (programme, list) = found.Value;
        if (!mayBeSeen(list))
        {
            return AidFailures.UnknownList;
        }

        var all = await areas.AllAsync(cancellationToken);
        var (rows, next) = await recipients.PageAsync(list, Math.Max(0, after), cancellationToken);
        var request = await db.Set<PaymentRequest>().Where(request => request.Id == list.RequestId).Select(request => new { request.Year, request.Number }).SingleAsync(cancellationToken);
        return new AidListPage(
            programme, list, FormattableString.Invariant($"{request.Year}-{request.Number:00000}"), 0, [], Streets(list.Areas.Select(area => new AidAreaCount(area.AreaCode, area.People, area.AmountMinor, area.PaidPeople, area.PaidMinor)), all), rows, all.ToDictionary(area => area.Code, area => area.Name), after, next);
    }

    /// <summary>Communities counted with the street they lie in.</summary>
    public static IReadOnlyList<AidStreet> Streets(IEnumerable<AidAreaCount> sums, IReadOnlyList<Area> areas)
    {
        var byCode = areas.ToDictionary(area => area.Code);
        return
        [
            .. sums.GroupBy(sum => StreetOf(sum.AreaCode, byCode)?.Code)
                .Select(street => new AidStreet(
                    street.Key is null ? null : byCode[street.Key].Name, street.Sum(sum => sum.People), street.Sum(sum => sum.AmountMinor), street.Sum(sum => sum.PaidPeople), street.Sum(sum => sum.PaidMinor)))
                .OrderBy(street => street.Name is null).ThenByDescending(street => street.AmountMinor),
        ];
    }

    private static Area? StreetOf(string code, Dictionary<string, Area> byCode)
    {
        var area = byCode.GetValueOrDefault(code);
        while (area is { Kind: AreaKind.Community or AreaKind.Village, ParentCode: { } parent } && byCode.TryGetValue(parent, out var above) && above.Kind != AreaKind.District)
        {
            area = above;
        }

        return area;
    }
}
