using Charity.Disbursements.Batches;
using Charity.Disbursements.Papers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>One payment for the organisation that asked for it.</summary>
[SignedIn]
internal sealed record ShowMyPayment(Guid Id) : IQuery<MyPaymentPage>, IOwnPaymentRequest;

/// <param name="Reason">Why it was returned or declined; null otherwise.</param>
internal sealed record MyPaymentPage(
    PaymentRow Payment, int Version, string? ProjectSlug, string Remark, Transfers Transfers, string? Reason, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History,
    IReadOnlyList<AttachmentInfo> Papers, bool CanAddPapers);

internal sealed class ShowMyPaymentHandler(CharityDbContext db, PaymentDesk desk, PaymentLines lines, IWorkflowDoor door, IAttachments attachments) : IRequestHandler<ShowMyPayment, Result<MyPaymentPage>>
{
    public async Task<Result<MyPaymentPage>> Handle(ShowMyPayment request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } payment)
        {
            return PaymentFailures.Unknown;
        }

        var history = await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == PaymentProcess.Table.Process && step.InstanceId == payment.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken);
        var reason = payment.State is PaymentProcess.Returned or PaymentProcess.Declined ? history.LastOrDefault(step => step.To == payment.State)?.Note : null;
        return new MyPaymentPage(
            PaymentRow.Of(payment), payment.Version, payment.ProjectSlug, payment.Remark, await lines.ShowAsync(payment, cancellationToken), reason,
            await door.OffersAsync(PaymentProcess.Table, payment, cancellationToken), history, await attachments.ListAsync(PaymentPapers.Of(payment.Id), cancellationToken), PaymentPapers.CanChange(payment));
    }
}
