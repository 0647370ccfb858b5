using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>A programme as staff see it: its terms, its lists, and the form for the next one.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record ShowAidProgramme(string Slug) : IQuery<AidProgrammePage>;

/// <param name="Periods">Those a list may be for today.</param>
internal sealed record AidProgrammePage(AidProgramme Programme, LocalizedText Fund, IReadOnlyList<string> Periods, IReadOnlyList<AidList> Lists);

internal sealed class ShowAidProgrammeHandler(CharityDbContext db, AidDesk desk, IFunds funds, SiteTime time) : IRequestHandler<ShowAidProgramme, Result<AidProgrammePage>>
{
    public async Task<Result<AidProgrammePage>> Handle(ShowAidProgramme request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } programme)
        {
            return AidFailures.UnknownProgramme;
        }

        var lists = await db.Set<AidList>().AsNoTracking().Where(list => list.ProgrammeId == programme.Id).OrderByDescending(list => list.Number).ToListAsync(cancellationToken);
        var fund = await funds.FindAsync(programme.FundSlug, cancellationToken);
        return new AidProgrammePage(programme, fund?.Name ?? new LocalizedText(programme.FundSlug), AidPeriod.Around(programme.Rhythm, time.Today), lists);
    }
}
