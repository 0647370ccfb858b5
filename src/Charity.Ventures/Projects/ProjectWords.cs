using Charity.Ventures.Calls;

namespace Charity.Ventures.Projects;

/// <summary>English words, keys of their translations.</summary>
internal static class ProjectWords
{
    public static string Badge(string state) => state switch
    {
        ProjectProcess.Running => "badge-success",
        ProjectProcess.Closed => "badge-quiet",
        ProjectProcess.Terminated => "badge-danger",
        _ => "badge-info",
    };

    public static string InstalmentBadge(string state) => state switch
    {
        InstalmentProcess.Due => "badge-accent",
        InstalmentProcess.Requested => "badge-info",
        InstalmentProcess.Paid => "badge-success",
        InstalmentProcess.Stopped => "badge-danger",
        _ => "badge-quiet",
    };

    public static string Of(WaitsWith with) => with switch
    {
        WaitsWith.Organisation => "with the organisation",
        WaitsWith.Bureau => "with the bureau",
        WaitsWith.Experts => "with the experts",
        WaitsWith.Calendar => "for its day",
        _ => throw new InvalidOperationException($"Unknown side {with}."),
    };

    /// <summary>What an unpaid instalment waits for, as a sentence's beginning.</summary>
    public static string Of(InstalmentCondition? condition) => condition switch
    {
        InstalmentCondition.AgreementSigned => "Agreement to be signed",
        InstalmentCondition.MidTermPassed => "Mid-term evaluation to be passed",
        InstalmentCondition.FinalPassed => "Final evaluation to be passed",
        InstalmentCondition.ReportsIn => "A report is missing",
        InstalmentCondition.FindingsClosed => "Something monitoring found is to be mended",
        null => "Payment to be made",
        _ => throw new InvalidOperationException($"Unknown condition {condition}."),
    };
}
