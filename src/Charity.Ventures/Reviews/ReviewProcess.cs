using Charity.Platform.Workflow;

namespace Charity.Ventures.Reviews;

/// <summary>How a review lives, from its assignment until it is locked, or ended because of a conflict of interest or because somebody else takes over.</summary>
internal static class ReviewProcess
{
    public const string Assigned = nameof(Assigned);
    public const string Draft = nameof(Draft);
    public const string Locked = nameof(Locked);
    public const string Recused = nameof(Recused);
    public const string Reassigned = nameof(Reassigned);

    public const string Begin = "begin";
    public const string Lock = "lock";
    public const string Unlock = "unlock";
    public const string Recuse = "recuse";
    public const string Reassign = "reassign";

    /// <summary>Its reviewer has still to do something.</summary>
    public static readonly IReadOnlyList<string> Open = [Assigned, Draft];

    /// <summary>It counts: nobody has taken it from its reviewer.</summary>
    public static readonly IReadOnlyList<string> Standing = [Assigned, Draft, Locked];

    public static readonly WorkflowDefinition<Review> Table = Define();

    private static WorkflowDefinition<Review> Define()
    {
        var table = new WorkflowDefinition<Review>("review")
            .State(Assigned, new StateWords("Not begun", "Not begun", null, "Read the submission and score it by the criteria."))
            .State(Draft, new StateWords("Being scored", "Being scored", null, "Complete it, look at it once more and hand it in."))
            .State(Locked, new StateWords("Handed in", "Handed in", null, "It stays as it is. You can talk with the other reviewers now."))
            .State(Recused, new StateWords("Ended by a conflict of interest", "Ended by a conflict of interest", null, "It counts nowhere."), isFinal: true)
            .State(Reassigned, new StateWords("Taken over by somebody else", "Taken over by somebody else", null, "It counts nowhere."), isFinal: true)
            .OwnersMove(Assigned, Begin, Draft, ReviewRules.OnlyItsReviewer, "Begin", ReviewRules.SubmissionMustBeUnderReview)
            .OwnersMove(Draft, Lock, Locked, ReviewRules.OnlyItsReviewer, "Hand in", ReviewRules.SubmissionMustBeUnderReview, ReviewRules.ReviewMustBeComplete)
            .Move(Locked, Unlock, Draft, Permissions.ManageReviewers, "Open it again", ReviewRules.SubmissionMustBeUnderReview);
        foreach (var state in Open)
        {
            table.Move(state, Reassign, Reassigned, Permissions.ManageReviewers, "Give it to somebody else", ReviewRules.SubmissionMustBeUnderReview);
        }

        foreach (var state in Standing)
        {
            table.OwnersMove(state, Recuse, Recused, ReviewRules.ConflictMustBeKnown, "End it because of a conflict of interest");
        }

        return table;
    }
}
