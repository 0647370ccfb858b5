using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>The programmes that help people, and what each has paid.</summary>
[Anybody]
internal sealed record ListPublicAid : IQuery<IReadOnlyList<PublicAid>>;

internal sealed record PublicAid(string Slug, LocalizedText Name, LocalizedText? Summary, AidKind Kind, int PaidPeople, long PaidMinor);

internal sealed class ListPublicAidHandler(CharityDbContext db) : IRequestHandler<ListPublicAid, Result<IReadOnlyList<PublicAid>>>
{
    public async Task<Result<IReadOnlyList<PublicAid>>> Handle(ListPublicAid request, CancellationToken cancellationToken)
    {
        var paid = await db.Set<AidList>().Where(list => list.PaidPeople > 0).GroupBy(list => list.ProgrammeId)
            .Select(lists => new { lists.Key, People = lists.Sum(list => list.PaidPeople), Minor = lists.Sum(list => list.PaidMinor) }).ToDictionaryAsync(row => row.Key, cancellationToken);
        var programmes = await db.Set<AidProgramme>().AsNoTracking().OrderByDescending(programme => programme.IsOpen).ThenBy(programme => programme.Id).ToListAsync(cancellationToken);
        return Result<IReadOnlyList<PublicAid>>.Ok(
        [
            .. programmes.Where(programme => programme.IsOpen || paid.ContainsKey(programme.Id)).Select(programme => new PublicAid(
                programme.Slug, programme.Name, programme.Summary, programme.Kind, paid.GetValueOrDefault(programme.Id)?.People ?? 0, paid.GetValueOrDefault(programme.Id)?.Minor ?? 0)),
        ]);
    }
}
