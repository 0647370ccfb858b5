using System.Reflection;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Charges;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Donations.Alliance;
using Charity.Donations.Booking;
using Charity.Donations.Held;
using Charity.Donations.Offline;
using Charity.Funds.Manage;
using Charity.Funds.Motions;
using Charity.Funds.Reports;
using Charity.Organisations.Office;
using Charity.Organisations.Reminders;
using Charity.Organisations.Workspace;
using Charity.Platform.Requests;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Changes;
using Charity.Ventures.Decisions;
using Charity.Ventures.Defences;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Needs;
using Charity.Ventures.Notices;
using Charity.Ventures.Office;
using Charity.Ventures.PastYears;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Screening;
using Charity.Ventures.Submissions;
using Charity.Ventures.Wishes;

namespace Charity.Tests.Workflows;

/// <summary>
/// Which requests, clocks and jobs pull which trigger. A test holds that no trigger is left out. Recipes and erasures, in which the system acts, are
/// named only where nothing else pulls it.
/// </summary>
internal static class MatrixRequests
{
    private static readonly Type[] Conditions =
        [typeof(CountersignAgreement), typeof(ConcludeEvaluation), typeof(HandInReport), typeof(RecordVisit), typeof(MoveFinding), typeof(DecideChange), typeof(MoveProject), typeof(ProjectClock)];

    public static readonly (string Process, string Trigger, Type[] By)[] All =
    [
        .. Of("activity", typeof(MoveActivity), "cancel", "reopen"), .. Of("activity", typeof(ReportActivity), "hold"), .. Of("activity", typeof(JudgeActivity), "confirm", "return"),
        .. Of("administration-charge", typeof(MoveCharge), "book", "decline"),
        .. Of("agreement", typeof(SignAgreement), "sign"), .. Of("agreement", typeof(CountersignAgreement), "countersign"), ("agreement", "withdraw", [typeof(OfferAgreement), typeof(DecideChange)]),
        .. Of("call", typeof(MoveCall), "collect-needs", "announce", "discard", "cancel"), .. Of("call", typeof(CallClock), "open", "close"),
        .. Of("call", typeof(CallProgress), "review", "rank", "award", "finish"), .. Of("call", typeof(ImportYear), "import"), .. Of("call", typeof(PublishDecisions), "publish"),
        .. Of("change", typeof(DecideChange), "approve", "refuse"),
        .. Of("donation", typeof(BookPayments), "process", "pay", "hold", "fail", "expire", "quarantine"), .. Of("donation", typeof(ConfirmOfflineGift), "confirm", "confirm-held"),
        .. Of("donation", typeof(DecideHeldGift), "decide"),
        .. Of("evaluation", typeof(SubmitEvaluation), "submit"), .. Of("evaluation", typeof(ProjectClock), "late"), .. Of("evaluation", typeof(ConcludeEvaluation), "pass", "fail", "second-chance"),
        .. Of("finding", typeof(AnswerFinding), "answer"), .. Of("finding", typeof(MoveFinding), "close", "return"),
        .. Of("fund", typeof(MoveFund), "open", "suspend", "resume", "close", "reopen"), .. Of("fund-report", typeof(AnswerReport), "answer"),
        ("instalment", "fall-due", Conditions), ("instalment", "hold", Conditions), ("instalment", "stop", [typeof(MoveProject), typeof(DecideChange)]), .. Of("instalment", typeof(RequestPayment), "request"),
        ("instalment", "reopen", [typeof(MovePayment), typeof(MoveMyPayment), typeof(PaymentClock), typeof(TakeInAnswer)]), .. Of("instalment", typeof(TakeInAnswer), "pay", "send-back"),
        .. Of("merchant", typeof(MoveMerchant), "admit", "decline", "leave"),
        .. Of("motion", typeof(MoveMotion), "publish", "withdraw"), .. Of("motion", typeof(RecordVote), "pass", "reject"),
        .. Of("need", typeof(MoveNeed), "submit", "withdraw", "take-back", "publish", "return", "meet", "close"),
        .. Of("notice", typeof(ReleaseClock), "end"), .. Of("notice", typeof(CorrectNotice), "correct"),
        .. Of("objection", typeof(ExamineObjection), "examine"), .. Of("objection", typeof(AnswerObjection), "dismiss", "uphold"),
        .. Of("offline-gift", typeof(ConfirmOfflineGift), "confirm"), .. Of("offline-gift", typeof(DeclineOfflineGift), "decline"),
        .. Of("organisation", typeof(MoveOrganisation), "submit", "withdraw", "reopen"), .. Of("organisation", typeof(VerifyOrganisation), "verify"),
        .. Of("organisation", typeof(ReturnOrganisation), "return"), ("organisation", "bar", [typeof(BarOrganisation), typeof(VerifyOrganisation)]),
        .. Of("organisation", typeof(LiftBar), "lift"), .. Of("organisation", typeof(WatchDossiers), "expire"),
        .. Of("payment-batch", typeof(MoveBatch), "confirm", "send", "dissolve"), .. Of("payment-batch", typeof(TakeInAnswer), "answer"),
        .. Of("payment-batch", typeof(ReportRefusedFile), "report-refused"), .. Of("payment-batch", typeof(ConfirmRefusedFile), "confirm-refused"),
        .. Of("payment-request", typeof(ProposeGivingUp), "propose-giving-up"), .. Of("payment-request", typeof(DecideGivingUp), "give-up", "keep-trying"),
        .. Of("payment-request", typeof(ApprovePayment), "approve", "complete"), .. Of("payment-request", typeof(MovePayment), "return", "decline"),
        .. Of("payment-request", typeof(MoveMyPayment), "ask-again", "cancel"), .. Of("payment-request", typeof(PaymentClock), "lapse"), .. Of("payment-request", typeof(AnnulChangedPayments), "annul"),
        .. Of("payment-request", typeof(MoveBatch), "send"), .. Of("payment-request", typeof(TakeInAnswer), "fail", "pay", "bounce"),
        ("payment-request", "stop", [typeof(StopPayments), typeof(TakeInAnswer)]),
        .. Of("project", typeof(CountersignAgreement), "sign"), .. Of("project", typeof(ProjectClock), "begin", "ask-mid-term", "ask-final"),
        .. Of("project", typeof(ConcludeEvaluation), "pass-mid-term"), .. Of("project", typeof(MoveProject), "close", "terminate"),
        .. Of("project", typeof(ImportYear), "import-closed", "import-terminated"),
        .. Of("return-demand", typeof(ReceiveReturn), "receive", "settle"), .. Of("return-demand", typeof(MoveReturn), "waive", "withdraw"),
        .. Of("review", typeof(SaveReview), "begin"), .. Of("review", typeof(HandInReview), "lock"), .. Of("review", typeof(UnlockReview), "unlock"), .. Of("review", typeof(ReassignReview), "reassign"),
        ("review", "recuse", [typeof(DeclareInterest), typeof(SetInterestAside), typeof(ConfirmAssignment), typeof(RemindReviewers), typeof(WatchConflicts)]),
        .. Of("selection", typeof(WriteMinutes), "minute"), .. Of("selection", typeof(SignMinutes), "sign"), .. Of("selection", typeof(ReopenBoard), "reopen"),
        .. Of("selection", typeof(PublishDecisions), "publish"),
        .. Of("submission", typeof(MoveSubmission), "submit", "discard", "withdraw"), .. Of("submission", typeof(SubmissionClock), "lapse", "resume"),
        .. Of("submission", typeof(ScreenSubmission), "return", "refuse", "advise"), ("submission", "pass", [typeof(ScreenSubmission), typeof(AdmitSubmissions)]),
        .. Of("submission", typeof(ConfirmAssignment), "review"), .. Of("submission", typeof(EndReviews), "score"), .. Of("submission", typeof(LockDefence), "defend"),
        .. Of("submission", typeof(PublishDecisions), "shortlist", "reserve"), ("submission", "notify", [typeof(PublishDecisions), typeof(PromoteReserve)]),
        ("submission", "decline", [typeof(PublishDecisions), typeof(CloseReserve)]), .. Of("submission", typeof(ExamineObjection), "contest"),
        .. Of("submission", typeof(AnswerObjection), "dismiss", "uphold"), .. Of("submission", typeof(ReleaseClock), "award"),
        .. Of("wish", typeof(MoveWish), "submit", "discard", "take-back", "publish", "return", "close"), .. Of("wish", typeof(ClaimWish), "claim"), .. Of("wish", typeof(GiveBackWish), "give-back"),
        .. Of("wish", typeof(WishClock), "lapse"), .. Of("wish", typeof(FulfilWish), "fulfil"),
    ];

    /// <summary>By process and trigger, as people read it.</summary>
    public static IReadOnlyDictionary<string, string> Written { get; } = All.ToDictionary(row => $"{row.Process} {row.Trigger}", row => string.Join(", ", row.By.Select(Write)));

    private static IEnumerable<(string, string, Type[])> Of(string process, Type by, params string[] triggers) => triggers.Select(trigger => (process, trigger, (Type[])[by]));

    private static string Write(Type by)
    {
        var permission = by.GetCustomAttribute<RequiresAttribute>()?.Permission ?? (by.IsDefined(typeof(SignedInAttribute)) ? "signed in" : by.IsDefined(typeof(AnybodyAttribute)) ? "anybody" : null);
        return permission is null ? by.Name : $"{by.Name} [{string.Join("; ", (IEnumerable<string>)[permission, .. ChecksOf(by)])}]";
    }

    /// <summary>The ownership checks that run before the request, each a sentence of its own.</summary>
    private static IEnumerable<string> ChecksOf(Type request) =>
        from type in request.Assembly.GetTypes()
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAuthorize<>) && contract.GenericTypeArguments[0].IsAssignableFrom(request)
        orderby type.Name
        select type.Name;
}
