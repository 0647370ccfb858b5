using Charity.Disbursements.Requests;
using Charity.Platform.Files;
using Charity.Platform.Requests;

namespace Charity.Disbursements.Papers;

/// <summary>Invoices and vouchers of a payment (发票、凭证). They are fixed while somebody decides: what was looked at is what was approved.</summary>
internal static class PaymentPapers
{
    public const string Invoice = "invoice";

    public static AttachmentOwner Of(Guid paymentId) => new("payment-request", paymentId);

    /// <summary>Before the first approval, and again after the request was returned.</summary>
    public static bool CanChange(PaymentRequest request) => request.State == PaymentProcess.Returned || (request.State == PaymentProcess.Asked && !request.Standing.Any());

    public static async Task<Result<AttachmentContent>> OpenAsync(this IAttachments attachments, Guid paymentId, Guid fileId, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(Of(paymentId), fileId, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
}
