using Charity.Organisations.Contracts;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A page of a staff list of needs.</summary>
/// <param name="Place">The address of the list.</param>
/// <param name="Waiting">How many wait for the office.</param>
internal sealed record DeskNeeds(string Place, string? State, bool IsContinued, IReadOnlyList<DeskNeed> Rows, Guid? Next, int Waiting);

internal sealed record DeskNeed(Guid Id, LocalizedText Title, string AreaCode, string Category, string State, DateTime? DueUtc, bool IsReturned, LocalizedText? Area);

/// <summary>Reads the lists of the communities and of the office, key by key.</summary>
internal sealed class DeskNeedRows(IAreas areas)
{
    private const int PageLength = 50;

    public async Task<DeskNeeds> ReadAsync(string place, IQueryable<Need> needs, string? state, Guid? after, CancellationToken cancellationToken)
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
