using Charity.Disbursements.Requests;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Papers;

/// <summary>Invoices and vouchers of a payment (发票、凭证). They are fixed while somebody decides: what was looked at is what was approved.</summary>
internal static class PaymentPapers
{
    public const string Invoice = "invoice";

    public static AttachmentOwner Of(Guid paymentId) => new("payment-request", paymentId);

    /// <summary>Before the first approval, and again after the request was returned.</summary>
    public static bool CanChange(PaymentRequest request) => request.State == PaymentProcess.Returned || (request.State == PaymentProcess.Asked && !request.Standing.Any());
}

/// <summary>Whoever asked adds an invoice or a voucher.</summary>
[SignedIn]
internal sealed record AddPaymentPaper(Guid Id, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, IOwnPaymentRequest;

internal sealed class AddPaymentPaperValidator : AbstractValidator<AddPaymentPaper>
{
    public AddPaymentPaperValidator() => RuleFor(paper => paper.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
}

internal sealed class AddPaymentPaperHandler(PaymentDesk desk, IAttachments attachments) : IRequestHandler<AddPaymentPaper, Result<AttachmentInfo>>
{
    public Task<Result<AttachmentInfo>> Handle(AddPaymentPaper request, CancellationToken cancellationToken) => attachments.StoreAsync(
        new AttachmentUpload(PaymentPapers.Of(request.Id), PaymentPapers.Invoice, request.FileName, request.Content!), token => WhyNotAsync(request.Id, token), cancellationToken);

    private async Task<Failure?> WhyNotAsync(Guid id, CancellationToken cancellationToken) => (await desk.TakeAsync(id, cancellationToken)) switch
    {
        { Failure: { } unknown } => unknown,
        var taken when !PaymentPapers.CanChange(taken.Value) => Failure.Conflict("papers_fixed", "The papers are fixed while somebody decides about the payment. Ask for it to be returned if one is missing."),
        _ => null,
    };
}

/// <summary>A paper of a payment, for those who decide about it. Whoever asked closes it.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record OpenPaymentPaper(Guid Id, Guid FileId) : IQuery<AttachmentContent>;

/// <summary>A paper of a payment, for those who asked for it.</summary>
[SignedIn]
internal sealed record OpenMyPaymentPaper(Guid Id, Guid FileId) : IQuery<AttachmentContent>, IOwnPaymentRequest;

internal sealed class OpenPaymentPaperHandler(IAttachments attachments) : IRequestHandler<OpenPaymentPaper, Result<AttachmentContent>>, IRequestHandler<OpenMyPaymentPaper, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenPaymentPaper request, CancellationToken cancellationToken) => OpenAsync(request.Id, request.FileId, cancellationToken);

    public Task<Result<AttachmentContent>> Handle(OpenMyPaymentPaper request, CancellationToken cancellationToken) => OpenAsync(request.Id, request.FileId, cancellationToken);

    private async Task<Result<AttachmentContent>> OpenAsync(Guid paymentId, Guid fileId, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(PaymentPapers.Of(paymentId), fileId, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
}
