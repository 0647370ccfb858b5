using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Returns;

/// <summary>Demands, those that are open first by their day, then the latest.</summary>
/// <param name="State">Only these; null for what is open.</param>
/// <param name="After">The last page's <see cref="ReturnList.Next"/>.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ListReturns(string? State, int After) : IQuery<ReturnList>;

/// <param name="OpenMinor">Of all that is open, in yuan's minor units.</param>
internal sealed record ReturnList(string State, long OpenMinor, IReadOnlyList<ReturnRow> Rows, int? Next);

internal sealed record ReturnRow(Guid Id, string Code, LocalizedText ProjectTitle, ReturnReason Reason, long AmountMinor, long ReceivedMinor, string Currency, DateOnly DueOn, string State)
{
    internal static ReturnRow Of(ReturnDemand demand) =>
        new(demand.Id, demand.Code, demand.ProjectTitle, demand.Reason, demand.AmountMinor, demand.ReceivedMinor, demand.Currency, demand.DueOn, demand.State);
}

internal sealed class ListReturnsHandler(CharityDbContext db) : IRequestHandler<ListReturns, Result<ReturnList>>
{
    private const int PageLength = 50;

    public async Task<Result<ReturnList>> Handle(ListReturns request, CancellationToken cancellationToken)
    {
        var state = request.State is { } asked && ReturnProcess.Table.States.ContainsKey(asked) ? asked : ReturnProcess.Demanded;
        var open = await db.Set<ReturnDemand>().Where(demand => demand.State == ReturnProcess.Demanded && demand.Currency == Money.Yuan).SumAsync(demand => demand.AmountMinor - demand.ReceivedMinor, cancellationToken);
        var after = Math.Max(0, request.After);
        var rows = await db.Set<ReturnDemand>().AsNoTracking().Where(demand => demand.State == state)
            .OrderBy(demand => demand.DueOn).ThenBy(demand => demand.Id).Skip(after).Take(PageLength + 1).ToListAsync(cancellationToken);
        return new ReturnList(state, open, [.. rows.Take(PageLength).Select(ReturnRow.Of)], rows.Count > PageLength ? after + PageLength : null);
    }
}
