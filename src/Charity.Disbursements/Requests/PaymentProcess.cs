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
    public const string Bounce = "bounce";
    public const string Stop = "stop";
    public const string ProposeGivingUp = "propose-giving-up";
    public const string GiveUp = "give-up";
    public const string KeepTrying = "keep-trying";

    /// <summary>Asked for, and neither paid to the end nor given up.</summary>
    public static readonly string[] Open = [Asked, Returned, Approved, Paying];

    /// <summary>Not with the bank: it can still be ended.</summary>
    public static readonly string[] Stoppable = [Asked, Returned, Approved];

    /// <summary>Came to nothing.</summary>
    public static readonly string[] Dead = [Declined, Cancelled, Expired];

    public static readonly WorkflowDefinition<PaymentRequest> Table = Define();

    private static WorkflowDefinition<PaymentRequest> Define()
    {
        var table = new WorkflowDefinition<PaymentRequest>("payment-request")
            .State(Asked, new StateWords("To be approved", "Being approved", "Payment requested", "The fund managers look at it; you hear what they decide."))
            .State(Returned, new StateWords("Returned", "Returned to you", "Payment requested", "Put right what is asked for, then ask again."))
            .State(Approved, new StateWords("Approved, to be paid", "Approved", "Payment approved", "It goes to the bank with the next batch."))
            .State(Paying, new StateWords("Being paid", "Being paid", "Being paid", "The bank makes the transfers, mostly within a day."))
            .State(Paid, new StateWords("Paid out", "Paid out", "Paid out", "The money has left the charity's account."))
            .State(Declined, new StateWords("Not approved", "Not approved", null, "It is not paid. The reason stands beside it."), isFinal: true)
            .State(Cancelled, new StateWords("Taken back", "Taken back", null, "Ask for it again when you are ready."), isFinal: true)
            .State(Expired, new StateWords("Lapsed undecided", "Lapsed undecided", null, "Nobody decided in time. Ask for it again."), isFinal: true)
            .Move(Asked, Approve, Asked, Permissions.ApprovePayments, "Approve", PaymentRules.FundMustBeTheirs, PaymentRules.NextStepMustBeTheirs, PaymentRules.ApproverMustBeImpartial, PaymentRules.MustBePayable)
            .OwnersMove(Asked, Complete, Approved, PaymentRules.EveryStepMustBeApproved, "Approved by everybody")
            .Move(Asked, Return, Returned, Permissions.ApprovePayments, "Return it", PaymentRules.FundMustBeTheirs, PaymentRules.ApproverMustBeImpartial)
            .Move(Asked, Decline, Declined, Permissions.ApprovePayments, "Do not approve", PaymentRules.FundMustBeTheirs, PaymentRules.ApproverMustBeImpartial)
            .Move(Asked, Lapse, Expired, null, "Nobody decided in time", PaymentRules.TimeMustBeOver)
            .OwnersMove(Returned, AskAgain, Asked, PaymentRules.OnlyWhoAsks, "Ask again", PaymentRules.MustBePayable)
            .OwnersMove(Approved, Annul, Returned, PaymentRules.WhatWasApprovedMustHaveChanged, "The approval has fallen", PaymentRules.NothingMustBePaid)
            .OwnersMove(Approved, Send, Paying, PaymentRules.SomeMustBeOnTheirWay, "Sent to the bank")
            .OwnersMove(Paying, Fail, Approved, PaymentRules.NothingMustBePaid, "The bank did not pay it")
            .OwnersMove(Paying, Pay, Paid, PaymentRules.EverythingMustBePaid, "The bank has paid it")
            .OwnersMove(Paying, ProposeGivingUp, Paying, PaymentRules.OnlyWhoAsks, "Propose to pay no more of it", PaymentRules.OnlyRefusedTransfersMustBeOpen)
            .Move(Paying, GiveUp, Paying, Permissions.ApprovePayments, "Pay no more of it", PaymentRules.GivingUpMustBeProposedByAnother, PaymentRules.FundMustBeTheirs, PaymentRules.ApproverMustBeImpartial, PaymentRules.OnlyRefusedTransfersMustBeOpen)
            .Move(Paying, KeepTrying, Paying, Permissions.ApprovePayments, "Go on trying", PaymentRules.GivingUpMustBeProposed, PaymentRules.FundMustBeTheirs)
            .OwnersMove(Paid, Bounce, Paying, PaymentRules.SomeMustBeOpen, "The bank has sent money back");
        foreach (var state in (string[])[Asked, Returned])
        {
            table.OwnersMove(state, Cancel, Cancelled, PaymentRules.OnlyWhoAsks, "Take back");
        }

        table.OwnersMove(Approved, Cancel, Cancelled, PaymentRules.OnlyWhoAsks, "Take back", PaymentRules.NothingMustBeInABatch);
        foreach (var state in Stoppable)
        {
            table.OwnersMove(state, Stop, Cancelled, PaymentRules.SubjectMustBeOver, "Stopped");
        }

        return table;
    }
}
