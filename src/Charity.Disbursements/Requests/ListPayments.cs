using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>Payment requests, newest first.</summary>
/// <param name="State">Only these; null for those that wait for approval.</param>
/// <param name="After">The last page's <see cref="PaymentList.Next"/>.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ListPayments(string? State, Guid? After) : IQuery<PaymentList>;

internal sealed record PaymentList(string State, IReadOnlyList<PaymentRow> Rows, Guid? Next);

/// <param name="Approved">How many of <paramref name="Steps"/> have approved.</param>
internal sealed record PaymentRow(Guid Id, string Code, LocalizedText Title, string Payee, long AmountMinor, string Currency, string State, int Approved, int Steps, DateTime RequestedUtc, DateTime DecideByUtc)
{
    internal static PaymentRow Of(PaymentRequest request) => new(
        request.Id, request.Code, request.Title, request.PayeeName, request.AmountMinor, request.Currency, request.State, request.Standing.Count(), request.Rule.Steps.Count, request.RequestedUtc, request.DecideByUtc);
}

internal sealed class ListPaymentsHandler(CharityDbContext db) : IRequestHandler<ListPayments, Result<PaymentList>>
{
    private const int PageLength = 50;

    public async Task<Result<PaymentList>> Handle(ListPayments request, CancellationToken cancellationToken)
    {
        var state = request.State is { } asked && PaymentProcess.Table.States.ContainsKey(asked) ? asked : PaymentProcess.Asked;
        var rows = await db.Set<PaymentRequest>().AsNoTracking()
            .Include(payment => payment.Approvals)
            .Where(payment => payment.State == state && (request.After == null || payment.Id.CompareTo(request.After.Value) < 0))
            .OrderByDescending(payment => payment.Id)
            .Take(PageLength + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(PageLength).Select(PaymentRow.Of).ToList();
        return new PaymentList(state, page, rows.Count > PageLength ? page[^1].Id : null);
    }
}
