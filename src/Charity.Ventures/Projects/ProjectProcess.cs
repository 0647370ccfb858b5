using Charity.Platform.Workflow;

namespace Charity.Ventures.Projects;

/// <summary>How a project lives, from its award to its closing.</summary>
internal static class ProjectProcess
{
    public const string AgreementPending = nameof(AgreementPending);
    public const string Signed = nameof(Signed);
    public const string Running = nameof(Running);
    public const string MidTermDue = nameof(MidTermDue);
    public const string FinalDue = nameof(FinalDue);
    public const string Closed = nameof(Closed);
    public const string Terminated = nameof(Terminated);

    public const string Sign = "sign";
    public const string Begin = "begin";
    public const string AskMidTerm = "ask-mid-term";
    public const string PassMidTerm = "pass-mid-term";
    public const string AskFinal = "ask-final";
    public const string Close = "close";
    public const string Terminate = "terminate";
    public const string ImportClosed = "import-closed";
    public const string ImportTerminated = "import-terminated";

    /// <summary>Over, well or badly: its organisation has no unfinished project in it.</summary>
    public static readonly string[] Over = [Closed, Terminated];

    public static readonly WorkflowDefinition<Project> Table = Define();

    private static WorkflowDefinition<Project> Define()
    {
        var table = new WorkflowDefinition<Project>("project")
            .State(AgreementPending, new StateWords("Agreement to be signed", "Agreement to be signed", "Agreement to be signed", "Both sides sign the agreement on this site."))
            .State(Signed, new StateWords("Signed", "Signed", "Agreement signed", "The project begins on its first day."))
            .State(Running, new StateWords("Running", "Running", "Running", "Hold your activities and report on them as agreed."))
            .State(MidTermDue, new StateWords("Mid-term evaluation", "Mid-term evaluation", "Mid-term evaluation", "Hand in the mid-term report in time; experts then assess it. Activities go on."))
            .State(FinalDue, new StateWords("Final evaluation", "Final evaluation", "Final evaluation", "Hand in the final report in time; experts then assess it and the project is closed."))
            .State(Closed, new StateWords("Completed", "Completed", "Completed", "The result stands on the project's page."), isFinal: true)
            .State(Terminated, new StateWords("Terminated", "Terminated", "Terminated", "No more money is paid. The reason stands on the project's page."), isFinal: true)
            .OwnersMove(AgreementPending, Sign, Signed, ProjectRules.AgreementMustBeSigned, "Signed by both sides")
            .Move(Signed, Begin, Running, null, "Begin", ProjectRules.FirstDayMustHaveCome)
            .Move(Running, AskMidTerm, MidTermDue, null, "Ask for the mid-term report", ProjectRules.MidTermDayMustHaveCome)
            .OwnersMove(MidTermDue, PassMidTerm, Running, ProjectRules.MidTermMustBePassed, "Mid-term evaluation passed")
            .Move(Running, AskFinal, FinalDue, null, "Ask for the final report", ProjectRules.LastDayMustBeOver)
            .Move(FinalDue, Close, Closed, Permissions.ManageProjects, "Close the project", ProjectRules.OfficerMustBeImpartial, ProjectRules.FinalMustBePassed, ProjectRules.FindingsMustBeClosed)
            .OwnersMove(AgreementPending, ImportClosed, Closed, ProjectRules.ProjectMustBeImported, "Take over from a list", ProjectRules.OnlyThoseWhoRunCalls)
            .OwnersMove(AgreementPending, ImportTerminated, Terminated, ProjectRules.ProjectMustBeImported, "Take over from a list", ProjectRules.OnlyThoseWhoRunCalls);
        foreach (var state in (string[])[AgreementPending, Signed, Running, MidTermDue, FinalDue])
        {
            table.Move(state, Terminate, Terminated, Permissions.ManageProjects, "Terminate the project", ProjectRules.OfficerMustBeImpartial);
        }

        return table;
    }
}

/// <summary>How an instalment lives: it falls due with the last of its conditions, waits again when one is broken, is asked for and paid, or stopped when the project is terminated or gives up all of it.</summary>
internal static class InstalmentProcess
{
    public const string Waiting = nameof(Waiting);
    public const string Due = nameof(Due);
    public const string Requested = nameof(Requested);
    public const string Paid = nameof(Paid);
    public const string Stopped = nameof(Stopped);

    public const string FallDue = "fall-due";
    public const string Hold = "hold";
    public const string Request = "request";
    public const string Reopen = "reopen";
    public const string Pay = "pay";
    public const string SendBack = "send-back";
    public const string Stop = "stop";

    // Whoever fulfils or breaks a condition moves the instalment, by the rule alone: nobody decides it, and nobody may skip it.
    public static readonly WorkflowDefinition<Instalment> Table = new WorkflowDefinition<Instalment>("instalment")
        .State(Waiting, new StateWords("Waiting", "Waiting for its conditions", "Waiting for its conditions", "What it waits for stands beside it."))
        .State(Due, new StateWords("Due", "Due for payment", "Due for payment", "Ask for the payment."))
        .State(Requested, new StateWords("Payment requested", "Payment requested", "Payment requested", "The charity looks at the request and pays it."))
        .State(Paid, new StateWords("Paid out", "Paid out", "Paid out", "The money has left the charity's account."))
        .State(Stopped, new StateWords("Stopped", "Not paid any more", "Not paid any more", "It is not paid; the money stays with its fund."), isFinal: true)
        .OwnersMove(Waiting, FallDue, Due, InstalmentRules.ConditionsMustHold, "All conditions are met")
        .OwnersMove(Due, Hold, Waiting, InstalmentRules.ConditionMustBeBroken, "A condition is no longer met")
        .OwnersMove(Due, Request, Requested, InstalmentRules.PaymentMustBeAskedFor, "The organisation asks for it")
        .OwnersMove(Requested, Reopen, Due, InstalmentRules.NobodyMayAskForIt, "The request came to nothing")
        .OwnersMove(Requested, Pay, Paid, InstalmentRules.PaymentMustBeMade, "It was paid")
        .OwnersMove(Paid, SendBack, Requested, InstalmentRules.PaymentMustHaveComeBack, "The bank sent the money back")
        .OwnersMove(Waiting, Stop, Stopped, InstalmentRules.NothingMayBeLeftToPay, "Nothing of it is paid any more")
        .OwnersMove(Due, Stop, Stopped, InstalmentRules.NothingMayBeLeftToPay, "Nothing of it is paid any more");
}
