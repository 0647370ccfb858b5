using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>A programme as anybody may see it: its approved lists, by street.</summary>
/// <param name="Before">The number of the last list on the page before.</param>
[Anybody]
internal sealed record ShowPublicAidProgramme(string Slug, int? Before = null) : IQuery<PublicAidProgramme>;

/// <param name="Next">The cursor of the next page of lists.</param>
internal sealed record PublicAidProgramme(AidProgramme Programme, LocalizedText Fund, AidSums Sums, IReadOnlyList<AidList> Lists, IReadOnlyList<AidStreet> Streets, int? Next);

internal sealed record AidSums(int Lists, int People, long AmountMinor, int PaidPeople, long PaidMinor);

internal sealed class ShowPublicAidProgrammeHandler(CharityDbContext db, AidDesk desk, IFunds funds, IAreas areas) : IRequestHandler<ShowPublicAidProgramme, Result<PublicAidProgramme>>
{
    private const int PageSize = 24;

    public async Task<Result<PublicAidProgramme>> Handle(ShowPublicAidProgramme request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } programme)
        {
            return AidFailures.UnknownProgramme;
        }

        var seen = db.Set<AidList>().AsNoTracking().Where(list => list.ProgrammeId == programme.Id && (list.Standing == AidStanding.Approved || list.Standing == AidStanding.Paid));
        if (!programme.IsOpen && !await seen.AnyAsync(cancellationToken))
        {
            return AidFailures.UnknownProgramme;
        }

        // Lists are few; their people are counted on them, area by area.
        var sums = await seen.GroupBy(_ => 1)
            .Select(lists => new AidSums(lists.Count(), lists.Sum(list => list.People), lists.Sum(list => list.AmountMinor), lists.Sum(list => list.PaidPeople), lists.Sum(list => list.PaidMinor)))
            .SingleOrDefaultAsync(cancellationToken) ?? new AidSums(0, 0, 0, 0, 0);
        var page = await seen.Where(list => request.Before == null || list.Number < request.Before).OrderByDescending(list => list.Number).Take(PageSize + 1).ToListAsync(cancellationToken);
        var byArea = await seen.SelectMany(list => list.Areas).GroupBy(area => area.AreaCode)
            .Select(areas => new AidAreaCount(areas.Key, areas.Sum(area => area.People), areas.Sum(area => area.AmountMinor), areas.Sum(area => area.PaidPeople), areas.Sum(area => area.PaidMinor)))
            .ToListAsync(cancellationToken);
        var fund = await funds.FindAsync(programme.FundSlug, cancellationToken);
        return new PublicAidProgramme(
            programme, fund?.Name ?? new LocalizedText(programme.FundSlug), sums, [.. page.Take(PageSize)], AidListReader.Streets(byArea, await areas.AllAsync(cancellationToken)),
            page.Count > PageSize ? page[PageSize - 1].Number : null);
    }
}
