using Charity.Platform.Workflow;

namespace Charity.Ventures.Decisions;

/// <summary>How the decisions of one round come about. Everything before <see cref="Published"/> is quiet.</summary>
internal static class SelectionProcess
{
    public const string Draft = nameof(Draft);
    public const string Minuted = nameof(Minuted);
    public const string Signed = nameof(Signed);
    public const string Published = nameof(Published);

    public const string Minute = "minute";
    public const string Sign = "sign";
    public const string Reopen = "reopen";
    public const string Publish = "publish";

    public static readonly WorkflowDefinition<Selection> Table = new WorkflowDefinition<Selection>("selection")
        .State(Draft, new StateWords("Being prepared", "Being prepared", null, "Decide about every submission, then write the minutes."))
        .State(Minuted, new StateWords("Minutes to be signed", "Minutes to be signed", null, "Two people sign the minutes."))
        .State(Signed, new StateWords("Signed, not yet published", "Signed, not yet published", null, "Publish the decisions: applicants are told and the public notice begins."))
        .State(Published, new StateWords("Decisions published", "Decisions published", "Decisions published", "Applicants have their letters."), isFinal: true)
        .Move(Draft, Minute, Minuted, Permissions.DecideSubmissions, "Write the minutes", SelectionRules.DeciderMustBeApart, SelectionRules.ReviewMustBeOver, SelectionRules.EveryoneMustBeDecidedSoundly)
        .Move(Minuted, Sign, Signed, Permissions.SignMinutes, "Sign the minutes", SelectionRules.DeciderMustBeApart, SelectionRules.TwoMustHaveSigned)
        .Move(Minuted, Reopen, Draft, Permissions.DecideSubmissions, "Change the decisions again", SelectionRules.DeciderMustBeApart)
        .Move(Signed, Reopen, Draft, Permissions.DecideSubmissions, "Change the decisions again", SelectionRules.DeciderMustBeApart)
        .Move(Signed, Publish, Published, Permissions.DecideSubmissions, "Publish the decisions", SelectionRules.DeciderMustBeApart, SelectionRules.ReviewMustBeOver, SelectionRules.EveryoneMustBeDecidedSoundly);
}
