using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Batches;

/// <summary>A cashier reports that the bank did not take a batch's file at all, with the bank's message as evidence. A second person confirms it before anything is paid anew.</summary>
/// <param name="Reason">What the bank said; at most 150 characters, because every transfer keeps it.</param>
[Requires(Permissions.PayBatches)]
internal sealed record ReportRefusedFile(Guid Id, int Version, string? Reason, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>;

internal sealed class ReportRefusedFileValidator : AbstractValidator<ReportRefusedFile>
{
    private const int ReasonLength = 150;

    public ReportRefusedFileValidator()
    {
        RuleFor(report => report.Reason)
            .Must(reason => PlainText.Clean(reason).Length > 0).Says("bank_reason_missing", "Say what the bank said.")
            .MaximumLength(ReasonLength).Says("text_too_long", "Please use at most {0} characters.", ReasonLength);
        RuleFor(report => report.Content).NotNull().OverridePropertyName("Evidence").Says("evidence_missing", "Add the bank's message: a picture or a PDF.");
    }
}

internal sealed class ReportRefusedFileHandler(BatchDesk desk, IAttachments attachments, IWorkflowDoor door, ICurrentUser user) : IRequestHandler<ReportRefusedFile, Result<AttachmentInfo>>
{
    public Task<Result<AttachmentInfo>> Handle(ReportRefusedFile request, CancellationToken cancellationToken) =>
        attachments.StoreAsync(new AttachmentUpload(BatchPapers.Of(request.Id), BatchPapers.Refusal, request.FileName, request.Content!), token => ReportAsync(request, token), cancellationToken);

    private async Task<Failure?> ReportAsync(ReportRefusedFile request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (batch, reason) = (taken.Value, PlainText.Clean(request.Reason));
        if ((await door.FireAsync(BatchProcess.Table, batch, BatchProcess.ReportRefused, request.Version, reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        batch.ReportRefused(user.Id!.Value, user.Name, reason);
        return null;
    }
}
