using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Papers;

/// <summary>Whoever asked adds an invoice or a voucher.</summary>
[SignedIn]
internal sealed record AddPaymentPaper(Guid Id, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, IOwnPaymentRequest;

internal sealed class AddPaymentPaperValidator : AbstractValidator<AddPaymentPaper>
{
    public AddPaymentPaperValidator() => RuleFor(paper => paper.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
}

internal sealed class AddPaymentPaperHandler(PaymentDesk desk, PaymentSubjects subjects, IAttachments attachments) : IRequestHandler<AddPaymentPaper, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddPaymentPaper request, CancellationToken cancellationToken)
    {
        PaymentRequest? payment = null;
        return await attachments.StoreAsync(
            new AttachmentUpload(PaymentPapers.Of(request.Id), PaymentPapers.Invoice, request.FileName, request.Content!) { WhenAdded = paper => payment!.AddPaper(paper.Id) },
            async token =>
            {
                var taken = await desk.TakeAsync(request.Id, token);
                payment = taken.Failure is null ? taken.Value : null;
                return taken.Failure ?? await WhyNotAsync(taken.Value, token);
            },
            cancellationToken);
    }

    private async Task<Failure?> WhyNotAsync(PaymentRequest payment, CancellationToken cancellationToken) =>
        await subjects.Of(payment).AskerRefusalAsync(payment, cancellationToken)
        ?? (PaymentPapers.CanChange(payment) ? null : Failure.Conflict("papers_fixed", "The papers are fixed while somebody decides about the payment. Ask for it to be returned if one is missing."));
}
