using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>The needs that look for help, newest first. <see cref="Area"/> includes everything below it; an unknown area or category finds nothing.</summary>
/// <param name="After">The last list's <see cref="NeedList.Next"/>.</param>
[Anybody]
internal sealed record ListNeeds(string? Area, string? Category, Guid? After) : IQuery<NeedList>
{
    public bool IsFiltered => this is not { Area: null or "", Category: null or "" };
}

/// <param name="Next">Ask with this for what follows; null at the end.</param>
internal sealed record NeedList(ListNeeds Filter, IReadOnlyList<NeedCard> Needs, Guid? Next, IReadOnlyList<Area> Areas, IReadOnlyList<NeedCategory> Categories);

internal sealed record NeedCard(string Slug, LocalizedText Title, LocalizedText? Area, LocalizedText Category, LocalizedText? Lacking, int? People, DateOnly? WishedBy);

internal sealed class ListNeedsHandler(CharityDbContext db, IAreas areas, ISettingsStore settings) : IRequestHandler<ListNeeds, Result<NeedList>>
{
    private const int PageLength = 12;

    public async Task<Result<NeedList>> Handle(ListNeeds request, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var kinds = await settings.GetAsync<NeedSettings>(cancellationToken);
        var rows = await PublicNeeds.Of(db, tree, request.Area, request.Category)
            .Where(need => request.After == null || need.Id.CompareTo(request.After.Value) < 0)
            .OrderByDescending(need => need.Id)
            .Take(PageLength + 1)
            .ToListAsync(cancellationToken);
        return new NeedList(
            request,
            [.. rows.Take(PageLength).Select(need => PublicNeeds.Card(need, tree, kinds))],
            rows.Count > PageLength ? rows[PageLength - 1].Id : null,
            tree,
            kinds.Categories);
    }
}

internal static class PublicNeeds
{
    public static IQueryable<Need> Of(CharityDbContext db, IReadOnlyList<Area> tree, string? area, string? category)
    {
        var needs = db.Set<Need>().AsNoTracking().Where(need => need.State == NeedProcess.Published);
        if (!string.IsNullOrEmpty(area))
        {
            var codes = tree.CodesWithin(area);
            needs = needs.Where(need => codes.Contains(need.AreaCode));
        }

        return string.IsNullOrEmpty(category) ? needs : needs.Where(need => need.Category == category);
    }

    public static NeedCard Card(Need need, IReadOnlyList<Area> tree, NeedSettings kinds) => new(
        need.Slug!, need.Title, tree.FirstOrDefault(area => area.Code == need.AreaCode)?.Name, kinds.NameOf(need.Category), need.Lacking, need.People, need.WishedBy);
}
