using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>The needs of the communities in one's care, newest first.</summary>
/// <param name="State">Only those in this state; empty for all.</param>
/// <param name="After">The last list's <see cref="DeskNeeds.Next"/>.</param>
[Requires(Permissions.PostNeeds)]
internal sealed record ListMyNeeds(string? State, Guid? After) : IQuery<DeskNeeds>;

/// <summary>The needs that were sent to the office, newest first; those that wait unless another state is asked for.</summary>
/// <inheritdoc cref="ListMyNeeds"/>
[Requires(Permissions.CheckNeeds)]
internal sealed record ListOfficeNeeds(string? State, Guid? After) : IQuery<DeskNeeds>;

/// <param name="Place">The address of the list.</param>
/// <param name="Waiting">How many wait for the office.</param>
internal sealed record DeskNeeds(string Place, string? State, bool IsContinued, IReadOnlyList<DeskNeed> Rows, Guid? Next, int Waiting);

internal sealed record DeskNeed(Guid Id, LocalizedText Title, string AreaCode, string Category, string State, DateTime? DueUtc, bool IsReturned, LocalizedText? Area);

internal sealed class ListDeskNeedsHandler(CharityDbContext db, AreaCare care, IAreas areas) : IRequestHandler<ListMyNeeds, Result<DeskNeeds>>, IRequestHandler<ListOfficeNeeds, Result<DeskNeeds>>
{
    private const int PageLength = 50;

    public async Task<Result<DeskNeeds>> Handle(ListMyNeeds request, CancellationToken cancellationToken)
    {
        var mine = (await care.MineAsync(cancellationToken)).Select(area => area.Code).ToList();
        return await ReadAsync("/manage/needs", db.Set<Need>().Where(need => mine.Contains(need.AreaCode)), request.State, request.After, cancellationToken);
    }

    public async Task<Result<DeskNeeds>> Handle(ListOfficeNeeds request, CancellationToken cancellationToken) =>
        await ReadAsync("/office/needs", db.Set<Need>().Where(need => need.State != NeedProcess.Draft), request.State, request.After, cancellationToken);

    private async Task<DeskNeeds> ReadAsync(string place, IQueryable<Need> needs, string? state, Guid? after, CancellationToken cancellationToken)
    {
        var waiting = await needs.CountAsync(need => need.State == NeedProcess.Submitted, cancellationToken);
        var rows = await needs.AsNoTracking()
            .Where(need => (string.IsNullOrEmpty(state) || need.State == state) && (after == null || need.Id.CompareTo(after.Value) < 0))
            .OrderByDescending(need => need.Id)
            .Take(PageLength + 1)
            .Select(need => new DeskNeed(need.Id, need.Title, need.AreaCode, need.Category, need.State, need.StateDueUtc, need.ReturnReason != null, null))
            .ToListAsync(cancellationToken);
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        return new DeskNeeds(
            place,
            state,
            after is not null,
            [.. rows.Take(PageLength).Select(row => row with { Area = names.GetValueOrDefault(row.AreaCode) })],
            rows.Count > PageLength ? rows[PageLength - 1].Id : null,
            waiting);
    }
}
