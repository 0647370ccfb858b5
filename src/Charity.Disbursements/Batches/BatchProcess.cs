using Charity.Platform.Workflow;

namespace Charity.Disbursements.Batches;

/// <summary>How a batch goes to the bank and back. The file can be downloaded once it is released; from then on nothing of it is taken back, and the bank answers for every line.</summary>
internal static class BatchProcess
{
    public const string Made = nameof(Made);
    public const string Confirmed = nameof(Confirmed);
    public const string Sent = nameof(Sent);
    public const string Answered = nameof(Answered);
    public const string Dissolved = nameof(Dissolved);

    public const string Confirm = "confirm";
    public const string Send = "send";
    public const string Answer = "answer";
    public const string Dissolve = "dissolve";
    public const string ReportRefused = "report-refused";
    public const string ConfirmRefused = "confirm-refused";

    public static readonly WorkflowDefinition<PaymentBatch> Table = new WorkflowDefinition<PaymentBatch>("payment-batch")
        .State(Made, new StateWords("To be confirmed by a second person", "Collected", null, "A second person compares the file's sum and hash, and confirms them."))
        .State(Confirmed, new StateWords("Confirmed, to be released", "Confirmed", null, "Release the file; from then on it can be downloaded, and nothing of it is taken back."))
        .State(Sent, new StateWords("With the bank", "With the bank", null, "Download the file and upload it at the bank, then take in the bank's answer; every line is matched."))
        .State(Answered, new StateWords("Answered by the bank", "Answered by the bank", null, "What the bank did not pay can be collected again."), isFinal: true)
        .State(Dissolved, new StateWords("Dissolved", "Dissolved", null, "It never went to the bank; its payments can be collected again."), isFinal: true)
        .Move(Made, Confirm, Confirmed, Permissions.PayBatches, "Confirm the file", BatchRules.ByAnotherPerson, BatchRules.PayerMustBeImpartial, BatchRules.EveryPaymentMustStillStand)
        .Move(Confirmed, Send, Sent, Permissions.PayBatches, "Release the file for the bank", BatchRules.PayerMustBeImpartial, BatchRules.EveryPaymentMustStillStand)
        .OwnersMove(Sent, Answer, Answered, BatchRules.EveryLineMustBeAnswered, "The bank has answered for every line")
        .Move(Sent, ReportRefused, Sent, Permissions.PayBatches, "The bank did not take the file", BatchRules.PayerMustBeImpartial, BatchRules.NoLineMustBeAnswered)
        .Move(Sent, ConfirmRefused, Sent, Permissions.PayBatches, "Confirm that the bank did not take the file", BatchRules.RefusalMustBeReportedByAnother, BatchRules.PayerMustBeImpartial, BatchRules.NoLineMustBeAnswered, BatchRules.NoBookingMustNameIt)
        .Move(Made, Dissolve, Dissolved, Permissions.PayBatches, "Dissolve the batch")
        .Move(Confirmed, Dissolve, Dissolved, Permissions.PayBatches, "Dissolve the batch");
}
