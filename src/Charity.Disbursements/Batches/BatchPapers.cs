using Charity.Platform.Files;

namespace Charity.Disbursements.Batches;

/// <summary>What the bank gave back for a batch: its answers, and its message when it did not take the file.</summary>
internal static class BatchPapers
{
    public const string Answer = "answer";
    public const string Refusal = "refusal";

    public static AttachmentOwner Of(Guid batchId) => new("payment-batch", batchId);
}
