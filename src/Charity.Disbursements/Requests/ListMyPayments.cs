using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>The payments that the reader's organisations have asked for, newest first, at most 100.</summary>
[SignedIn]
internal sealed record ListMyPayments : IQuery<IReadOnlyList<PaymentRow>>;

internal sealed class ListMyPaymentsHandler(CharityDbContext db, IOrganisations organisations) : IRequestHandler<ListMyPayments, Result<IReadOnlyList<PaymentRow>>>
{
    private const int Most = 100;

    public async Task<Result<IReadOnlyList<PaymentRow>>> Handle(ListMyPayments request, CancellationToken cancellationToken)
    {
        var mine = (await organisations.MineAsync(cancellationToken)).Select(membership => membership.Organisation.Id).ToList();
        var payments = await db.Set<PaymentRequest>().AsNoTracking().Include(payment => payment.Approvals).Where(payment => payment.OrganisationId != null && mine.Contains(payment.OrganisationId.Value))
            .OrderByDescending(payment => payment.Id).Take(Most).ToListAsync(cancellationToken);
        return payments.ConvertAll(PaymentRow.Of);
    }
}
