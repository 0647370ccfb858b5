using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>The form for a need: as it stands, or empty for one that is not there yet.</summary>
[Requires(Permissions.PostNeeds)]
internal sealed record ShowNeedForm(Guid Id) : IQuery<NeedForm>;

/// <param name="Areas">Those in the worker's care.</param>
/// <param name="Calls">Those that collect needs.</param>
internal sealed record NeedForm(KeepNeed Typed, bool IsNew, IReadOnlyList<Area> Areas, IReadOnlyList<NeedCategory> Categories, IReadOnlyList<NeedCall> Calls);

internal sealed record NeedCall(string Slug, LocalizedText Title);

internal sealed class ShowNeedFormHandler(CharityDbContext db, NeedDesk desk, AreaCare care, ISettingsStore settings) : IRequestHandler<ShowNeedForm, Result<NeedForm>>
{
    public async Task<Result<NeedForm>> Handle(ShowNeedForm request, CancellationToken cancellationToken)
    {
        var mine = await care.MineAsync(cancellationToken);
        var need = await db.Set<Need>().AsNoTracking().SingleOrDefaultAsync(need => need.Id == request.Id, cancellationToken);
        if (need is not null && mine.All(area => area.Code != need.AreaCode))
        {
            return NeedFailures.Unknown;
        }

        if (need is { IsDraft: false })
        {
            return NeedFailures.NoDraft;
        }

        var calls = await desk.CollectingCalls().OrderByDescending(call => call.Id).Select(call => new { call.Id, Option = new NeedCall(call.Slug, call.Title) }).ToListAsync(cancellationToken);
        var typed = need is null
            ? new KeepNeed { Id = request.Id, AreaCode = mine.Count == 1 ? mine[0].Code : null }
            : KeepNeed.Of(need, calls.FirstOrDefault(call => call.Id == need.CallId)?.Option.Slug);
        return new NeedForm(typed, need is null, mine, (await settings.GetAsync<NeedSettings>(cancellationToken)).Categories, calls.ConvertAll(call => call.Option));
    }
}
