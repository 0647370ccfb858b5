using Charity.Platform.Workflow;

namespace Charity.Ventures.Calls;

/// <summary>How a call lives, from its plan until submissions are closed; what follows comes with the review. Opening and closing for submissions is the clock's; whoever runs the call does the rest.</summary>
internal static class CallProcess
{
    public const string Draft = nameof(Draft);
    public const string NeedsOpen = nameof(NeedsOpen);
    public const string Announced = nameof(Announced);
    public const string Open = nameof(Open);
    public const string Closed = nameof(Closed);
    public const string Cancelled = nameof(Cancelled);
    public const string Discarded = nameof(Discarded);

    public const string OpenTrigger = "open";
    public const string CloseTrigger = "close";
    public const string CancelTrigger = "cancel";

    /// <summary>In the order they are passed through.</summary>
    private static readonly string[] Order = [Draft, NeedsOpen, Announced, Open, Closed];

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
            .State(Discarded, new StateWords("Discarded", "Discarded", null, "It was never announced; nobody but the office knows of it."), isFinal: true)
            .State(Cancelled, new StateWords("Cancelled", "Cancelled", "Cancelled", "The reason stands on the call's page."), isFinal: true)
            .Move(Draft, "collect-needs", NeedsOpen, Permissions.ManageCalls, "Collect needs", CallRules.NeedsMustHaveADay)
            .Move(Draft, "announce", Announced, Permissions.ManageCalls, "Announce the call", CallRules.CallMustBeReady)
            .Move(Draft, "discard", Discarded, Permissions.ManageCalls, "Discard the draft")
            .Move(NeedsOpen, "announce", Announced, Permissions.ManageCalls, "Announce the call", CallRules.CallMustBeReady)
            .Move(Announced, OpenTrigger, Open, null, "Open", CallRules.FirstDayMustHaveCome)
            .Move(Open, CloseTrigger, Closed, null, "Close", CallRules.GraceMustBeOver);
        foreach (var state in (string[])[NeedsOpen, Announced, Open, Closed])
        {
            table.Move(state, CancelTrigger, Cancelled, Permissions.ManageCalls, "Cancel the call");
        }

        return table;
    }
}
