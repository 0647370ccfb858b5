using Charity.Platform.Workflow;

namespace Charity.Ventures.Notices;

/// <summary>How an objection is answered.</summary>
internal static class ObjectionProcess
{
    public const string Received = nameof(Received);
    public const string Examining = nameof(Examining);
    public const string Dismissed = nameof(Dismissed);
    public const string Upheld = nameof(Upheld);

    public const string Examine = "examine";
    public const string Dismiss = "dismiss";
    public const string Uphold = "uphold";

    public static readonly WorkflowDefinition<Objection> Table = new WorkflowDefinition<Objection>("objection")
        .State(Received, new StateWords("Objection received", "Objection received", null, "The office examines it. Until it is answered the project is not awarded."))
        .State(Examining, new StateWords("Being examined", "Being examined", "Objection being examined", "The answer is published without names."))
        .State(Dismissed, new StateWords("Objection dismissed", "Objection dismissed", "Objection dismissed", "The answer stands on the notice."), isFinal: true)
        .State(Upheld, new StateWords("Objection upheld", "Objection upheld", "Objection upheld", "The project is not awarded; the answer stands on the notice."), isFinal: true)
        .Move(Received, Examine, Examining, Permissions.HandleObjections, "Examine the objection", ObjectionRules.HandlerMustBeApart)
        .Move(Examining, Dismiss, Dismissed, Permissions.HandleObjections, "Dismiss the objection", ObjectionRules.HandlerMustBeApart, ObjectionRules.AnswerMustBeWritten)
        .Move(Examining, Uphold, Upheld, Permissions.HandleObjections, "Uphold the objection", ObjectionRules.HandlerMustBeApart, ObjectionRules.AnswerMustBeWritten);
}
