using Charity.Platform.Workflow;
using Charity.Ventures.Decisions;
using Charity.Ventures.Defences;
using Charity.Ventures.Notices;
using Charity.Ventures.Reviews;

namespace Charity.Ventures.Submissions;

/// <summary>
/// How a submission lives, from the first word to the award, where it goes on as a project. What the office prepares quietly
/// is no state: a state is reached when its owner may know it.
/// </summary>
internal static class SubmissionProcess
{
    public const string Draft = nameof(Draft);
    public const string Submitted = nameof(Submitted);
    public const string Returned = nameof(Returned);
    public const string Eligible = nameof(Eligible);
    public const string Revising = nameof(Revising);
    public const string UnderReview = nameof(UnderReview);
    public const string Scored = nameof(Scored);
    public const string Shortlisted = nameof(Shortlisted);
    public const string Defended = nameof(Defended);
    public const string Reserve = nameof(Reserve);
    public const string OnNotice = nameof(OnNotice);
    public const string Contested = nameof(Contested);
    public const string Awarded = nameof(Awarded);
    public const string Declined = nameof(Declined);
    public const string Ineligible = nameof(Ineligible);
    public const string Withdrawn = nameof(Withdrawn);
    public const string Discarded = nameof(Discarded);

    public const string Submit = "submit";
    public const string Discard = "discard";
    public const string Withdraw = "withdraw";
    public const string Return = "return";
    public const string Lapse = "lapse";
    public const string Pass = "pass";
    public const string Refuse = "refuse";
    public const string Advise = "advise";
    public const string Resume = "resume";
    public const string Review = "review";
    public const string Score = "score";
    public const string Shortlist = "shortlist";
    public const string Defend = "defend";
    public const string ToReserve = "reserve";
    public const string Notify = "notify";
    public const string Decline = "decline";
    public const string Contest = "contest";
    public const string Dismiss = "dismiss";
    public const string Uphold = "uphold";
    public const string Award = "award";

    /// <summary>The states in which its organisation writes it.</summary>
    public static readonly IReadOnlyList<string> Writing = [Draft, Returned, Revising];

    /// <summary>Handed in and neither awarded nor out: it may still be withdrawn.</summary>
    public static readonly IReadOnlyList<string> Pending = [Submitted, Returned, Eligible, Revising, UnderReview, Scored, Shortlisted, Defended, Reserve, OnNotice, Contested];

    /// <summary>Handed in, and not yet scored.</summary>
    public static readonly IReadOnlyList<string> BeforeScores = [Submitted, Returned, Eligible, Revising, UnderReview];

    /// <summary>Reviews of these count no more.</summary>
    public static readonly IReadOnlyList<string> OutOfReview = [Withdrawn, Ineligible];

    public static readonly WorkflowDefinition<Submission> Table = Define();

    private static WorkflowDefinition<Submission> Define()
    {
        var table = new WorkflowDefinition<Submission>("submission")
            .State(Draft, new StateWords("Being written", "Draft", null, "Complete what is missing, then hand it in before the last day ends."))
            .State(Submitted, new StateWords("To be checked", "Handed in", null, "The office checks whether it is complete and may take part."), deadline: TimeSpan.FromDays(10))
            .State(Returned, new StateWords("Returned to the applicant", "Returned to you", null, "Put right what the office asks for and hand it in again in time."))
            .State(Eligible, new StateWords("May take part", "Admitted", null, "Experts review it; you hear by the promised day."))
            .State(Revising, new StateWords("Being revised after advice", "Advice for you", null, "Read the advice, improve what you like and hand it in again in time; otherwise it goes on as it was."))
            .State(UnderReview, new StateWords("Under review", "Being reviewed", null, "Experts are reading it; you hear by the promised day."))
            .State(Scored, new StateWords("Reviewed", "Being reviewed", null, "The results are put together; you hear by the promised day."))
            .State(Shortlisted, new StateWords("To be defended", "Invited to the defence", null, "Present the project at the time given in the timetable."))
            .State(Defended, new StateWords("Defended", "Defended", null, "The decision follows; you hear by the promised day."))
            .State(Reserve, new StateWords("On the reserve list", "On the reserve list", "On the reserve list", "If a project falls out, yours may follow."))
            .State(OnNotice, new StateWords("On public notice", "Chosen, on public notice", "On public notice", "When the notice ends without an objection, it is awarded."))
            .State(Contested, new StateWords("Objection being examined", "Objection being examined", "Objection being examined", "The office examines an objection and publishes its answer."))
            .State(Awarded, new StateWords("Awarded", "Awarded", "Awarded", "The agreement follows."), isFinal: true)
            .State(Declined, new StateWords("Not chosen", "Not chosen", null, "The letter gives the reasons."), isFinal: true)
            .State(Ineligible, new StateWords("May not take part", "Not admitted", null, "The letter gives the reasons."), isFinal: true)
            .State(Withdrawn, new StateWords("Withdrawn", "Withdrawn", null, "It takes no part any more; its content stays here."), isFinal: true)
            .State(Discarded, new StateWords("Discarded", "Discarded", null, "It was never handed in."), isFinal: true)
            .OwnersMove(Draft, Submit, Submitted, SubmissionRules.OnlyThoseWhoWriteIt, "Hand in", SubmissionRules.CallMustTakeIt, SubmissionRules.NothingMayBeMissing, SubmissionRules.OrganisationMustBeVerified, SubmissionRules.NotMoreThanAllowed)
            .OwnersMove(Draft, Discard, Discarded, SubmissionRules.OnlyThoseWhoWriteIt, "Discard the draft")
            .OwnersMove(Returned, Submit, Submitted, SubmissionRules.OnlyThoseWhoWriteIt, "Hand in again", SubmissionRules.DayMustNotHavePassed, SubmissionRules.NothingMayBeMissing)
            .OwnersMove(Revising, Submit, Eligible, SubmissionRules.OnlyThoseWhoWriteIt, "Hand in the revised version", SubmissionRules.DayMustNotHavePassed, SubmissionRules.NothingMayBeMissing)
            .Move(Returned, Lapse, Ineligible, null, "The day has passed", SubmissionRules.DayMustHavePassed)
            .Move(Revising, Resume, Eligible, null, "The day has passed", SubmissionRules.DayMustHavePassed)
            .Move(Submitted, Return, Returned, Permissions.ScreenSubmissions, "Return to the applicant", SubmissionRules.OfficerMustNotBelongToIt)
            .Move(Submitted, Pass, Eligible, Permissions.ScreenSubmissions, "Admit", SubmissionRules.OfficerMustNotBelongToIt, SubmissionRules.EveryRuleMustBeMet)
            .Move(Submitted, Refuse, Ineligible, Permissions.ScreenSubmissions, "Do not admit", SubmissionRules.OfficerMustNotBelongToIt)
            .Move(Eligible, Advise, Revising, Permissions.ScreenSubmissions, "Send the advice", SubmissionRules.OfficerMustNotBelongToIt)
            .Move(Eligible, Review, UnderReview, Permissions.ManageReviewers, "Give to reviewers")
            .Move(UnderReview, Score, Scored, Permissions.ManageReviewers, "End the review", ReviewRules.EveryReviewMustBeIn)
            .Move(Scored, Shortlist, Shortlisted, Permissions.DecideSubmissions, "Invite to the defence", DecisionAct.MustBeDecidedOnTheBoard)
            .Move(Shortlisted, Defend, Defended, Permissions.DecideSubmissions, "End the defence", DefenceRules.SlotMustBeLocked)
            .Move(Reserve, Notify, OnNotice, Permissions.DecideSubmissions, "Put on public notice", DecisionAct.MustBeDecidedOnTheBoard)
            .Move(Reserve, Decline, Declined, Permissions.DecideSubmissions, "Do not choose", DecisionAct.MustBeDecidedOnTheBoard)
            .Move(OnNotice, Contest, Contested, Permissions.HandleObjections, "Examine the objection", ObjectionRules.ObjectionMustBeExamined)
            .Move(Contested, Dismiss, OnNotice, Permissions.HandleObjections, "Dismiss the objection", ObjectionRules.NoObjectionMayBeExamined)
            .Move(Contested, Uphold, Declined, Permissions.HandleObjections, "Uphold the objection", ObjectionRules.ObjectionMustBeUpheld)
            .Move(OnNotice, Award, Awarded, null, "Award", AwardRules.NoticeMustBeOver, AwardRules.NoObjectionMayBeOpen, AwardRules.MoneyMustSuffice);
        foreach (var state in (string[])[Scored, Defended])
        {
            table.Move(state, Notify, OnNotice, Permissions.DecideSubmissions, "Put on public notice", DecisionAct.MustBeDecidedOnTheBoard)
                .Move(state, ToReserve, Reserve, Permissions.DecideSubmissions, "Put on the reserve list", DecisionAct.MustBeDecidedOnTheBoard)
                .Move(state, Decline, Declined, Permissions.DecideSubmissions, "Do not choose", DecisionAct.MustBeDecidedOnTheBoard);
        }

        foreach (var state in Pending)
        {
            table.OwnersMove(state, Withdraw, Withdrawn, SubmissionRules.OnlyThoseWhoWriteIt, "Withdraw");
        }

        return table;
    }
}
