using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Charges;

/// <summary>Administration charges, newest first.</summary>
/// <param name="State">Only these; null for those that wait.</param>
/// <param name="After">The last page's <see cref="ChargeList.Next"/>.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ListCharges(string? State, Guid? After) : IQuery<ChargeList>;

internal sealed record ChargeList(string State, IReadOnlyList<ChargeRow> Rows, Guid? Next);

internal sealed record ChargeRow(Guid Id, string Code, LocalizedText FundName, string FundSlug, long AmountMinor, string Currency, string State, string ProposedBy, DateTime ProposedUtc)
{
    internal static ChargeRow Of(AdministrationCharge charge) =>
        new(charge.Id, charge.Code, charge.FundName, charge.FundSlug, charge.AmountMinor, charge.Currency, charge.State, charge.ProposedByName, charge.ProposedUtc);
}

internal sealed class ListChargesHandler(CharityDbContext db) : IRequestHandler<ListCharges, Result<ChargeList>>
{
    private const int PageLength = 50;

    public async Task<Result<ChargeList>> Handle(ListCharges request, CancellationToken cancellationToken)
    {
        var state = request.State is { } asked && ChargeProcess.Table.States.ContainsKey(asked) ? asked : ChargeProcess.Proposed;
        var rows = await db.Set<AdministrationCharge>().AsNoTracking()
            .Where(charge => charge.State == state && (request.After == null || charge.Id.CompareTo(request.After.Value) < 0))
            .OrderByDescending(charge => charge.Id).Take(PageLength + 1).ToListAsync(cancellationToken);
        var page = rows.Take(PageLength).Select(ChargeRow.Of).ToList();
        return new ChargeList(state, page, rows.Count > PageLength ? page[^1].Id : null);
    }
}
