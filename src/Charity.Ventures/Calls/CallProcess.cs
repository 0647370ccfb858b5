using Charity.Platform.Workflow;

namespace Charity.Ventures.Calls;

/// <summary>How a call lives, from its plan to its closing. Opening and closing for submissions is the clock's; whoever runs the call does the rest.</summary>
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
    public const string Running = nameof(Running);
    public const string Evaluating = nameof(Evaluating);
    public const string Finished = nameof(Finished);
    public const string Cancelled = nameof(Cancelled);
    public const string Discarded = nameof(Discarded);

    public const string OpenTrigger = "open";
    public const string CloseTrigger = "close";
    public const string CancelTrigger = "cancel";

    /// <summary>From the plan to the end.</summary>
    private static readonly string[] Order = [Draft, NeedsOpen, Announced, Open, Closed, Reviewing, Ranking, Notice, Awarded, Running, Evaluating, Finished];

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
            .State(Reviewing, new StateWords("Under review", "Under review", "Under review", "Experts score the submissions."))
            .State(Ranking, new StateWords("Being decided", "Under review", "Under review", "The scores are compared and the decision is prepared."))
            .State(Notice, new StateWords("On public notice", "On public notice", "On public notice", "Until the notice ends anybody may object."))
            .State(Awarded, new StateWords("Awarded", "Awarded", "Awarded", "Agreements are signed."))
            .State(Running, new StateWords("Projects running", "Projects running", "Projects running", "The projects do their work and report."))
            .State(Evaluating, new StateWords("Final evaluation", "Final evaluation", "Final evaluation", "Experts evaluate what was reached."))
            .State(Finished, new StateWords("Finished", "Finished", "Finished", "Everything is published."), isFinal: true)
            .State(Discarded, new StateWords("Discarded", "Discarded", null, "It was never announced; nobody but the office knows of it."), isFinal: true)
            .State(Cancelled, new StateWords("Cancelled", "Cancelled", "Cancelled", "The reason stands on the call's page."), isFinal: true)
            .Move(Draft, "collect-needs", NeedsOpen, Permissions.ManageCalls, "Collect needs", CallRules.NeedsMustHaveADay)
            .Move(Draft, "announce", Announced, Permissions.ManageCalls, "Announce the call", CallRules.CallMustBeReady)
            .Move(Draft, "discard", Discarded, Permissions.ManageCalls, "Discard the draft")
            .Move(NeedsOpen, "announce", Announced, Permissions.ManageCalls, "Announce the call", CallRules.CallMustBeReady)
            .Move(Announced, OpenTrigger, Open, null, "Open", CallRules.FirstDayMustHaveCome)
            .Move(Open, CloseTrigger, Closed, null, "Close", CallRules.GraceMustBeOver)
            .Move(Closed, "review", Reviewing, Permissions.ManageCalls, "Begin the review")
            .Move(Reviewing, "rank", Ranking, Permissions.ManageCalls, "End the review")
            .Move(Ranking, "notify", Notice, Permissions.ManageCalls, "Publish the notice")
            .Move(Notice, "award", Awarded, null, "Award")
            .Move(Awarded, "run", Running, Permissions.ManageCalls, "Begin the projects")
            .Move(Running, "evaluate", Evaluating, Permissions.ManageCalls, "Begin the final evaluation")
            .Move(Evaluating, "finish", Finished, Permissions.ManageCalls, "Finish the call");
        foreach (var state in (string[])[NeedsOpen, Announced, Open, Closed, Reviewing, Ranking, Notice])
        {
            table.Move(state, CancelTrigger, Cancelled, Permissions.ManageCalls, "Cancel the call");
        }

        return table;
    }
}
