namespace Charity.Disbursements.Requests;

/// <summary>How payment requests are shown.</summary>
internal static class PaymentWords
{
    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        PaymentProcess.Approved or PaymentProcess.Paid => "badge-success",
        PaymentProcess.Paying => "badge-info",
        PaymentProcess.Asked => "badge-accent",
        PaymentProcess.Returned => "badge-warning",
        PaymentProcess.Declined => "badge-danger",
        _ => "badge-quiet",
    };
}
