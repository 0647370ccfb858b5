using Charity.Disbursements.Banks;
using Charity.Platform.Audit;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Batches;

/// <summary>Hands out the bank's file of a released batch: exactly what was confirmed. A command, because who took it is written down.</summary>
[Requires(Permissions.PayBatches)]
internal sealed record DownloadBatch(Guid Id) : ICommand<Result<BankFileContent>>;

internal sealed record BankFileContent(byte[] Bytes, string Name, string ContentType);

internal sealed class DownloadBatchHandler(BatchDesk desk, IAuditTrail audit) : IRequestHandler<DownloadBatch, Result<BankFileContent>>
{
    public async Task<Result<BankFileContent>> Handle(DownloadBatch request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } batch)
        {
            return BatchFailures.Unknown;
        }

        if (batch.State is not (BatchProcess.Sent or BatchProcess.Answered))
        {
            return Failure.Conflict("batch_not_released", "The file can be downloaded once the batch is released.");
        }

        var terms = await desk.TermsAsync(batch, cancellationToken);
        if (terms.Failure is { } unknown)
        {
            return unknown;
        }

        var file = await desk.FileAsync(batch, terms.Value, cancellationToken);
        if (BatchDesk.HashOf(file) != batch.FileSha256)
        {
            return BatchFailures.FileChanged;
        }

        audit.Record("PaymentBatch.Downloaded", batch.Id.ToString(), new { batch.Code, batch.FileSha256 });
        var isXml = terms.Value.Layout.IsIso20022;
        return new BankFileContent(file, $"{batch.Code}.{(isXml ? "xml" : "csv")}", isXml ? "application/xml" : "text/csv; charset=utf-8");
    }
}
