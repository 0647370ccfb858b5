using Charity.Platform.Workflow;

namespace Charity.Donations.Giving;

/// <summary>
/// How a gift moves. Money that arrives is booked whatever was thought of the gift before: a payment after a failure or an expiry counts.
/// <c>held</c> is money that arrived for a fund that no longer accepts gifts; somebody decides where it goes.
/// </summary>
internal static class DonationProcess
{
    public const string Pending = "pending";
    public const string Processing = "processing";
    public const string Paid = "paid";
    public const string Held = "held";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Quarantined = "quarantined";

    /// <summary>Triggers of the payment provider's events.</summary>
    public const string Process = "process", Pay = "pay", Hold = "hold", Fail = "fail", Expire = "expire", Quarantine = "quarantine";

    /// <summary>Triggers of people: an offline gift was confirmed (for an open or a closed fund), a held gift was given its fund.</summary>
    public const string Confirm = "confirm", ConfirmHeld = "confirm-held", Decide = "decide";

    public static readonly WorkflowDefinition<Donation> Table = Define();

    private static WorkflowDefinition<Donation> Define()
    {
        var process = new WorkflowDefinition<Donation>("donation")
            .State(Pending, new StateWords("Waiting for payment", "Waiting for your payment", null, "You can pay now or later. Nothing has been charged so far."))
            .State(Processing, new StateWords("Payment under way", "Your payment is under way", null, "Your bank has not sent the money yet. This page shows it as soon as it is there."), deadline: TimeSpan.FromDays(3))
            .State(Paid, new StateWords("Booked", "Your gift has arrived", "Booked", "It is in the books of the fund, for everybody to see."), isFinal: true)
            .State(Held, new StateWords("Waiting for a decision", "Your gift has arrived, but the fund no longer accepts gifts", null, "We keep your money apart and decide with you where it helps. You will hear from us."), deadline: TimeSpan.FromDays(10))
            .State(Failed, new StateWords("Payment failed", "The payment did not go through", null, "Nothing was charged. You can try again."))
            .State(Expired, new StateWords("Never paid", "The payment page has expired", null, "Nothing was charged. You can open it again."))
            .State(Quarantined, new StateWords("Amounts differ", "Your payment is being checked", null, "The amount that was reported is not the one you chose. Somebody is looking into it."));
        string[] unpaid = [Pending, Processing, Failed, Expired, Quarantined];
        foreach (var from in unpaid)
        {
            process.Move(from, Pay, Paid, permission: null, "The money has arrived").Move(from, Hold, Held, permission: null, "The money has arrived for a closed fund");
        }

        foreach (var from in (string[])[Pending, Failed, Expired])
        {
            process.Move(from, Process, Processing, permission: null, "The payment is under way").Move(from, Quarantine, Quarantined, permission: null, "The amounts differ");
        }

        return process
            .Move(Processing, Quarantine, Quarantined, permission: null, "The amounts differ")
            .Move(Pending, Fail, Failed, permission: null, "The payment failed")
            .Move(Processing, Fail, Failed, permission: null, "The payment failed")
            .Move(Expired, Fail, Failed, permission: null, "The payment failed")
            .Move(Pending, Expire, Expired, permission: null, "The payment page expired")
            .Move(Pending, Confirm, Paid, Permissions.ConfirmOfflineGifts, "Confirm the gift")
            .Move(Pending, ConfirmHeld, Held, Permissions.ConfirmOfflineGifts, "Confirm the gift for a closed fund")
            .Move(Held, Decide, Paid, Permissions.DecideHeldGifts, "Give it to this fund");
    }
}
