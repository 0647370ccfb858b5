using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Approvals;

/// <summary>What would become of several payments if the reader approved them all. Changes nothing.</summary>
[Requires(Permissions.ApprovePayments)]
internal sealed record PreviewApprovals(IReadOnlyList<Guid> Ids) : IQuery<IReadOnlyList<ApprovalPreview>>
{
    /// <summary>As many as one page lists.</summary>
    public const int Most = 50;

    public static Failure NoneChosen => Failure.Conflict("none_chosen", "Choose payments first.");
}

/// <param name="Refusal">Why the reader may not approve it; null when they may.</param>
/// <param name="Unusual">What somebody should look at twice.</param>
internal sealed record ApprovalPreview(PaymentRow Payment, int Version, string Sha256, Failure? Refusal, IReadOnlyList<Failure> Unusual);

internal sealed class PreviewApprovalsHandler(CharityDbContext db, IWorkflowDoor door, UnusualPayments unusual) : IRequestHandler<PreviewApprovals, Result<IReadOnlyList<ApprovalPreview>>>
{
    public async Task<Result<IReadOnlyList<ApprovalPreview>>> Handle(PreviewApprovals request, CancellationToken cancellationToken)
    {
        var ids = request.Ids.Distinct().Take(PreviewApprovals.Most).ToList();
        if (ids.Count == 0)
        {
            return PreviewApprovals.NoneChosen;
        }

        var rows = new List<ApprovalPreview>();
        foreach (var payment in await PaymentDesk.Whole(db.Set<PaymentRequest>().AsNoTracking()).Where(payment => ids.Contains(payment.Id)).OrderBy(payment => payment.Id).ToListAsync(cancellationToken))
        {
            var offer = (await door.OffersAsync(PaymentProcess.Table, payment, cancellationToken)).FirstOrDefault(offer => offer.Trigger == PaymentProcess.Approve);
            rows.Add(new ApprovalPreview(
                PaymentRow.Of(payment), payment.Version, payment.Sha256,
                offer is null ? Failure.Conflict("not_to_approve", "It does not wait for an approval of yours.") : offer.Refusal, await unusual.FindAsync(payment, cancellationToken)));
        }

        return rows;
    }
}
