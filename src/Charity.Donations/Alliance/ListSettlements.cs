using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>The merchants' months: those of one month, or all that are late.</summary>
/// <param name="Month"><c>2026-10</c>; the last one when missing or not understood.</param>
[Requires(Permissions.ViewAlliance)]
internal sealed record ListSettlements(string? Month, bool Late) : IQuery<SettlementList>;

/// <param name="Months">To choose from, the last first.</param>
internal sealed record SettlementList(DateOnly Month, bool Late, IReadOnlyList<DateOnly> Months, IReadOnlyList<MerchantMonth> Rows, DateOnly Today)
{
    public long OwedMinor => Rows.Sum(row => row.Settlement?.AmountMinor ?? 0);

    public long PaidMinor => Rows.Where(row => row.State == SettlementState.Paid).Sum(row => row.Settlement!.AmountMinor);
}

internal sealed class ListSettlementsHandler(SettlementReader reader) : IRequestHandler<ListSettlements, Result<SettlementList>>
{
    public async Task<Result<SettlementList>> Handle(ListSettlements request, CancellationToken cancellationToken) => await reader.ReadAsync(request.Month, request.Late, cancellationToken);
}
