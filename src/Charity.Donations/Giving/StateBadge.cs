namespace Charity.Donations.Giving;

/// <summary>The look of a gift's state; the word beside it says the same.</summary>
internal static class StateBadge
{
    public static string Of(string state) => state switch
    {
        DonationProcess.Paid => "badge-success",
        DonationProcess.Processing => "badge-info",
        DonationProcess.Held or DonationProcess.Quarantined => "badge-warning",
        DonationProcess.Failed => "badge-danger",
        _ => "badge-quiet",
    };
}
