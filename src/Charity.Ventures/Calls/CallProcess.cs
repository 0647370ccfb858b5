using Charity.Platform.Workflow;
using Charity.Ventures.Decisions;

namespace Charity.Ventures.Calls;

/// <summary>
/// How a call lives, from its plan until its last project is over. Opening and closing for submissions, the review, the ranking, the award and the end
/// are the clock's, by what has become of the submissions and the projects; whoever runs the call does the rest.
/// </summary>
internal static class CallProcess
{
    public const string Draft = nameof(Draft);
    public const string NeedsOpen = nameof(NeedsOpen);
    public const string Announced = nameof(Announced);
    public const string Open = nameof(Open);
    public const string Closed = nameof(Closed);
    public const string Reviewing = nameof(Reviewing);
    public const string Ranking = nameof(Ranking);
    public const string Notice = nameof(Notice);
    public const string Awarded = nameof(Awarded);
    public const string Finished = nameof(Finished);
    public const string Cancelled = nameof(Cancelled);
    public const string Discarded = nameof(Discarded);

    public const string OpenTrigger = "open";
    public const string CloseTrigger = "close";
    public const string ReviewTrigger = "review";
    public const string RankTrigger = "rank";
    public const string PublishTrigger = "publish";
    public const string AwardTrigger = "award";
    public const string FinishTrigger = "finish";
    public const string ImportTrigger = "import";
    public const string CancelTrigger = "cancel";

    /// <summary>In the order they are passed through.</summary>
    private static readonly string[] Order = [Draft, NeedsOpen, Announced, Open, Closed, Reviewing, Ranking, Notice, Awarded, Finished];

    public static readonly WorkflowDefinition<Call> Table = Define();

    /// <summary>True when the call has not come as far as the other state.</summary>
    public static bool IsBefore(string state, string other) => Array.IndexOf(Order, state) is >= 0 and var place && place < Array.IndexOf(Order, other);

    private static WorkflowDefinition<Call> Define()
    {
        var table = new WorkflowDefinition<Call>("call")
            .State(Draft, new StateWords("Draft", "Draft", null, "Complete what is missing, then announce the call."))
            .State(NeedsOpen, new StateWords("Collecting needs", "Collecting needs", "Collecting needs", "Communities say what they need; then the call is announced."))
            .State(Announced, new StateWords("Announced", "Announced", "Announced", "Submissions begin on the first day of the timetable."))
            .State(Open, new StateWords("Open for submissions", "Open for submissions", "Open for submissions", "Submissions are taken until the end of the last day."))
            .State(Closed, new StateWords("Closed for submissions", "Closed for submissions", "Closed for submissions", "The submissions are checked; then experts review them."))
            .State(Reviewing, new StateWords("Under review", "Under review", "Under review", "Experts review the submissions."))
            .State(Ranking, new StateWords("Being decided", "Being decided", "Being decided", "The results are put together; the decisions are published in one act."))
            .State(Notice, new StateWords("On public notice", "On public notice", "On public notice", "When the notice is over and every objection answered, the projects are awarded."))
            .State(Awarded, new StateWords("Awarded", "Awarded", "Awarded", "The projects are carried out. When all of them are over, the call is finished."))
            .State(Finished, new StateWords("Finished", "Finished", "Finished", "The results stand on the call's page."), isFinal: true)
            .State(Discarded, new StateWords("Discarded", "Discarded", null, "It was never announced; nobody but the office knows of it."), isFinal: true)
            .State(Cancelled, new StateWords("Cancelled", "Cancelled", "Cancelled", "The reason stands on the call's page."), isFinal: true)
            .Move(Draft, "collect-needs", NeedsOpen, Permissions.ManageCalls, "Collect needs", CallRules.NeedsMustHaveADay)
            .Move(Draft, "announce", Announced, Permissions.ManageCalls, "Announce the call", CallRules.CallMustBeReady)
            .Move(Draft, "discard", Discarded, Permissions.ManageCalls, "Discard the draft")
            .Move(NeedsOpen, "announce", Announced, Permissions.ManageCalls, "Announce the call", CallRules.CallMustBeReady)
            .Move(Announced, OpenTrigger, Open, null, "Open", CallRules.FirstDayMustHaveCome)
            .Move(Open, CloseTrigger, Closed, null, "Close", CallRules.GraceMustBeOver)
            .Move(Closed, ReviewTrigger, Reviewing, null, "Review", CallProgress.ReviewMustHaveBegun)
            .Move(Reviewing, RankTrigger, Ranking, null, "Rank", CallProgress.ReviewMustBeOver)
            .Move(Ranking, PublishTrigger, Notice, Permissions.DecideSubmissions, "Publish the decisions", CallProgress.FinalDecisionsMustBePublished)
            .Move(Notice, AwardTrigger, Awarded, null, "Award", CallProgress.EverythingMustBeDecided)
            .Move(Awarded, FinishTrigger, Finished, null, "Finish", CallProgress.EveryProjectMustBeOver)
            .OwnersMove(Draft, ImportTrigger, Finished, CallRules.CallMustBeImported, "Take over from a list", CallRules.OnlyThoseWhoRunCalls, CallRules.YearMustBeOver);
        foreach (var state in (string[])[NeedsOpen, Announced, Open, Closed, Reviewing, Ranking])
        {
            table.Move(state, CancelTrigger, Cancelled, Permissions.ManageCalls, "Cancel the call", CallRules.CancellerMustBeApart);
        }

        return table;
    }
}
