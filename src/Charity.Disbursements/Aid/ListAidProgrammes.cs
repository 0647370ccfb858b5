using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>All programmes with what they have come to.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record ListAidProgrammes : IQuery<IReadOnlyList<AidProgrammeRow>>;

internal sealed record AidProgrammeRow(AidProgramme Programme, LocalizedText Fund, int Lists, int People, long AmountMinor, int PaidPeople, long PaidMinor, int RefusedPeople);

internal sealed class ListAidProgrammesHandler(CharityDbContext db, IFunds funds) : IRequestHandler<ListAidProgrammes, Result<IReadOnlyList<AidProgrammeRow>>>
{
    public async Task<Result<IReadOnlyList<AidProgrammeRow>>> Handle(ListAidProgrammes request, CancellationToken cancellationToken)
    {
        var names = (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Slug, fund => fund.Name);
        var sums = await db.Set<AidList>().Where(list => list.Standing != AidStanding.Ended).GroupBy(list => list.ProgrammeId)
            .Select(lists => new
            {
                lists.Key, Lists = lists.Count(), People = lists.Sum(list => list.People), AmountMinor = lists.Sum(list => list.AmountMinor), PaidPeople = lists.Sum(list => list.PaidPeople),
                PaidMinor = lists.Sum(list => list.PaidMinor), RefusedPeople = lists.Sum(list => list.RefusedPeople),
            })
            .ToDictionaryAsync(row => row.Key, cancellationToken);
        var programmes = await db.Set<AidProgramme>().AsNoTracking().OrderByDescending(programme => programme.IsOpen).ThenBy(programme => programme.Id).ToListAsync(cancellationToken);
        return Result<IReadOnlyList<AidProgrammeRow>>.Ok(programmes.ConvertAll(programme => new AidProgrammeRow(
            programme, names.GetValueOrDefault(programme.FundSlug, new LocalizedText(programme.FundSlug)),
            sums.GetValueOrDefault(programme.Id)?.Lists ?? 0, sums.GetValueOrDefault(programme.Id)?.People ?? 0, sums.GetValueOrDefault(programme.Id)?.AmountMinor ?? 0,
            sums.GetValueOrDefault(programme.Id)?.PaidPeople ?? 0, sums.GetValueOrDefault(programme.Id)?.PaidMinor ?? 0, sums.GetValueOrDefault(programme.Id)?.RefusedPeople ?? 0)));
    }
}
