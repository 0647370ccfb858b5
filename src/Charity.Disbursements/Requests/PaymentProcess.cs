using Charity.Platform.Workflow;

namespace Charity.Disbursements.Requests;

/// <summary>How a payment request lives. Every approval is a move of its own, so that of two who approve at once the second looks at the first's.</summary>
internal static class PaymentProcess
{
    public const string Asked = nameof(Asked);
    public const string Returned = nameof(Returned);
    public const string Approved = nameof(Approved);
    public const string Paying = nameof(Paying);
    public const string Paid = nameof(Paid);
    public const string Declined = nameof(Declined);
    public const string Cancelled = nameof(Cancelled);
    public const string Expired = nameof(Expired);

    public const string Approve = "approve";
    public const string Complete = "complete";
    public const string Return = "return";
    public const string AskAgain = "ask-again";
    public const string Decline = "decline";
    public const string Cancel = "cancel";
    public const string Lapse = "lapse";
    public const string Annul = "annul";
    public const string Send = "send";
    public const string Fail = "fail";
    public const string Pay = "pay";

    public static readonly WorkflowDefinition<PaymentRequest> Table = new WorkflowDefinition<PaymentRequest>("payment-request")
        .State(Asked, new StateWords("To be approved", "Being approved", "Payment requested", "The fund managers look at it; you hear what they decide."))
        .State(Returned, new StateWords("Returned to the payee", "Returned to you", "Payment requested", "Put right what is asked for, then ask again."))
        .State(Approved, new StateWords("Approved, to be paid", "Approved", "Payment approved", "It goes to the bank with the next batch."))
        .State(Paying, new StateWords("With the bank", "With the bank", "With the bank", "The bank transfers it, mostly within a day."))
        .State(Paid, new StateWords("Paid out", "Paid out", "Paid out", "The money has left the charity's account."), isFinal: true)
        .State(Declined, new StateWords("Declined", "Declined", null, "It is not paid. The reason stands beside it."), isFinal: true)
        .State(Cancelled, new StateWords("Taken back", "Taken back", null, "Ask for the instalment again when you are ready."), isFinal: true)
        .State(Expired, new StateWords("Lapsed undecided", "Lapsed undecided", null, "Nobody decided in time. Ask for the instalment again."), isFinal: true)
        .Move(Asked, Approve, Asked, Permissions.ApprovePayments, "Approve", PaymentRules.FundMustBeTheirs, PaymentRules.NextStepMustBeTheirs, PaymentRules.ApproverMustBeImpartial, PaymentRules.InstalmentMustStillBeDue, PaymentRules.AccountMustBeTheProvedOne)
        .OwnersMove(Asked, Complete, Approved, PaymentRules.EveryStepMustBeApproved, "Approved by everybody")
        .Move(Asked, Return, Returned, Permissions.ApprovePayments, "Return to the payee", PaymentRules.FundMustBeTheirs, PaymentRules.ApproverMustBeImpartial)
        .Move(Asked, Decline, Declined, Permissions.ApprovePayments, "Decline", PaymentRules.FundMustBeTheirs, PaymentRules.ApproverMustBeImpartial)
        .Move(Asked, Lapse, Expired, null, "Nobody decided in time", PaymentRules.TimeMustBeOver)
        .OwnersMove(Asked, Cancel, Cancelled, PaymentRules.OnlyThePayee, "Take back")
        .OwnersMove(Returned, AskAgain, Asked, PaymentRules.OnlyThePayee, "Ask again", PaymentRules.InstalmentMustStillBeDue, PaymentRules.AccountMustBeTheProvedOne)
        .OwnersMove(Returned, Cancel, Cancelled, PaymentRules.OnlyThePayee, "Take back")
        .OwnersMove(Approved, Annul, Returned, PaymentRules.WhatWasApprovedMustHaveChanged, "The approval has fallen")
        .OwnersMove(Approved, Send, Paying, PaymentRules.LineMustBeOnItsWay, "Sent to the bank")
        .OwnersMove(Paying, Fail, Approved, PaymentRules.LineMustBeFree, "The bank did not pay it")
        .OwnersMove(Paying, Pay, Paid, PaymentRules.LineMustBePaid, "The bank has paid it");
}
