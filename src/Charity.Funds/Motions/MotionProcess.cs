using Charity.Platform.Workflow;

namespace Charity.Funds.Motions;

/// <summary>How a motion lives: drafted, put to the vote, decided. What is decided stays as it is.</summary>
internal static class MotionProcess
{
    public const string Draft = nameof(Draft);
    public const string Open = nameof(Open);
    public const string Passed = nameof(Passed);
    public const string Rejected = nameof(Rejected);
    public const string Withdrawn = nameof(Withdrawn);

    public const string Publish = "publish";
    public const string Pass = "pass";
    public const string Reject = "reject";
    public const string Withdraw = "withdraw";

    public static readonly WorkflowDefinition<Motion> Table = new WorkflowDefinition<Motion>("motion")
        .State(Draft, new StateWords("Draft", "Draft", null, "Complete it, then put it to the vote."))
        .State(Open, new StateWords("Put to the vote", "Put to the vote", "Put to the vote", "Hold the vote on the day announced; somebody other than whoever brought it in records it with its minutes."))
        .State(Passed, new StateWords("Passed by vote", "Passed by vote", "Passed by vote", "Its money can be asked for, up to its sum."), isFinal: true)
        .State(Rejected, new StateWords("Voted down", "Voted down", "Voted down", "It found no majority. Nothing can be paid by it."), isFinal: true)
        .State(Withdrawn, new StateWords("Withdrawn", "Withdrawn", "Withdrawn", "It was taken back before the vote."), isFinal: true)
        .Move(Draft, Publish, Open, Permissions.ManageOwnFunds, "Put to the vote", MotionRules.FundMustBeTheirs, MotionRules.FundMustBeOpen, MotionRules.PurposeMustBeTheFunds, MotionRules.CommitteeMustBeSound, MotionRules.VoteMustBeAnnouncedInTime)
        .Move(Draft, Withdraw, Withdrawn, Permissions.ManageOwnFunds, "Drop the draft", MotionRules.FundMustBeTheirs)
        .Move(Open, Pass, Passed, Permissions.ManageOwnFunds, "Passed by more than half", MotionRules.FundMustBeTheirs, MotionRules.VoteMustBeRecordedByAnother, MotionRules.PaperMustBeThere, MotionRules.MoreThanHalfMustBeForIt)
        .Move(Open, Reject, Rejected, Permissions.ManageOwnFunds, "Found no majority", MotionRules.FundMustBeTheirs, MotionRules.VoteMustBeRecordedByAnother, MotionRules.PaperMustBeThere, MotionRules.MajorityMustBeMissing)
        .Move(Open, Withdraw, Withdrawn, Permissions.ManageOwnFunds, "Withdraw the motion", MotionRules.FundMustBeTheirs);
}
