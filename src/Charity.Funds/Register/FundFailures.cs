using Charity.Platform.Requests;

namespace Charity.Funds.Register;

internal static class FundFailures
{
    public static Failure Unknown => Failure.NotFound("fund_unknown", "There is no such fund.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
