using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Duties;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>
/// Takes a demonstration's call from its last day to the board: the preliminary check, the written review by a real assignment, and then
/// <see cref="DecidedCall"/>. Every state is reached by its table. What the rules read from the database is saved before they read it.
/// </summary>
internal sealed class ReviewedCall(
    CharityDbContext db, CallDesk calls, AssignmentDesk assignment, DecidedCall decided, EarlierDays days, IWorkflowDoor door, IUserDirectory users, SiteTime time, TimeProvider clock)
{
    public async Task RunAsync(RecipeStep step, Call call, ReviewModel model, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        Task FireCallAsync(string trigger) => FireAsync(step, CallProcess.Table, call, trigger, cancellationToken);
        calls.Redesign(call, call.Title, call.Design with { Timetable = model.TurnedBack(call.Design.Timetable) });
        await FireCallAsync(CallProcess.CloseTrigger);
        await days.SaveAsync(model.ClosedDaysAgo, cancellationToken);
        await AdmitAsync(step, model, submissions, cancellationToken);
        var reviewers = await AskReviewersAsync(step, call, model, cancellationToken);
        var reviews = await AssignAsync(step, call, model, submissions, cancellationToken);
        await FireCallAsync(CallProcess.ReviewTrigger);
        await ReviewAsync(step, call, model, submissions, reviews, reviewers, cancellationToken);
        await FireCallAsync(CallProcess.RankTrigger);
        await decided.RunAsync(step, call, model, submissions, cancellationToken);
    }

    private async Task AdmitAsync(RecipeStep step, ReviewModel model, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        foreach (var submission in submissions)
        {
            var report = submission.Eligibility;
            submission.Judge(report with
            {
                Overrides = [.. report.Open.Where(rule => rule.Outcome == RuleOutcome.Unconfirmed).Select(rule => new RuleOverride(rule.Rule, IsMet: true, model.Confirmation, string.Empty, clock.GetUtcNow().UtcDateTime))],
            });
            await FireAsync(step, SubmissionProcess.Table, submission, SubmissionProcess.Pass, cancellationToken);
        }

        await days.SaveAsync(model.Decision?.AdmittedDaysAgo ?? 0, cancellationToken);
    }

    private async Task<Dictionary<Guid, Reviewer>> AskReviewersAsync(RecipeStep step, Call call, ReviewModel model, CancellationToken cancellationToken)
    {
        var asked = new Dictionary<Guid, Reviewer>();
        var at = clock.GetUtcNow().UtcDateTime.AddDays(-model.ClosedDaysAgo);
        foreach (var email in model.Reviewers)
        {
            var account = await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}");
            var reviewer = await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.UserId == account.Id, cancellationToken) ?? throw step.Error($"{email} is no reviewer");
            var invitation = new CallReviewer(call.Id, reviewer.Id, at);
            invitation.Answer(model.Capacity, at);
            db.Add(invitation);
            asked.Add(reviewer.Id, reviewer);
        }

        await db.SaveChangesAsync(cancellationToken);
        return asked;
    }

    private async Task<IReadOnlyList<Review>> AssignAsync(RecipeStep step, Call call, ReviewModel model, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        await assignment.RefreshConflictsAsync(call, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var plan = await assignment.PlanAsync(call, cancellationToken);
        var reviews = plan.Added
            .Select(review => Review.Assign(call.Id, review.Pair.SubmissionId, plan.Submissions[review.Pair.SubmissionId].OrganisationId, review.Pair.ReviewerId, time.Today, clock.GetUtcNow()))
            .ToList();
        if (reviews.Count < submissions.Count * call.Design.Review.ReviewersEach)
        {
            throw step.Error($"call {call.Slug} has too few reviewers for {submissions.Count} submissions");
        }

        db.AddRange(reviews);
        foreach (var submission in submissions)
        {
            await FireAsync(step, SubmissionProcess.Table, submission, SubmissionProcess.Review, cancellationToken);
        }

        await days.SaveAsync(model.Decision?.AdmittedDaysAgo ?? 0, cancellationToken);
        return reviews;
    }

    private async Task ReviewAsync(
        RecipeStep step, Call call, ReviewModel model, IReadOnlyList<Submission> submissions, IReadOnlyList<Review> reviews, Dictionary<Guid, Reviewer> reviewers, CancellationToken cancellationToken)
    {
        var strictness = reviewers.Keys.Order().Index().ToDictionary(reviewer => reviewer.Item, reviewer => (3 * reviewer.Index) - 6);
        var numbers = submissions.ToDictionary(submission => submission.Id, submission => submission.Number!.Value);
        var (ago, at) = (model.Decision?.ReviewedDaysAgo ?? 0, days.At(model.Decision?.ReviewedDaysAgo ?? 0));
        foreach (var review in reviews)
        {
            var scores = new InventedScores(numbers[review.SubmissionId], strictness[review.ReviewerId], call.Design.Review);
            await FireAsync(step, ReviewProcess.Table, review, ReviewProcess.Begin, cancellationToken);
            review.Save(scores.Marks(model), scores.Remark(model), at.UtcDateTime);
            await FireAsync(step, ReviewProcess.Table, review, ReviewProcess.Lock, cancellationToken);
            review.LockedAt(at.UtcDateTime);
            db.Add(DutyRecord.Of(review.SubmissionId, reviewers[review.ReviewerId].UserId, Duty.Score, at));
        }

        await days.SaveAsync(ago, cancellationToken);
        foreach (var submission in submissions)
        {
            await FireAsync(step, SubmissionProcess.Table, submission, SubmissionProcess.Score, cancellationToken);
        }

        await days.SaveAsync(ago, cancellationToken);
    }

    private async Task FireAsync<T>(RecipeStep step, WorkflowDefinition<T> table, T instance, string trigger, CancellationToken cancellationToken) where T : WorkflowInstance =>
        SubmissionsStep.Demand(step, await door.FireAsync(table, instance, trigger, expectedVersion: null, note: null, cancellationToken));
}

/// <summary>What somebody thinks of an invented submission: how good it is, how strict they are, and what they happen to like.</summary>
internal sealed record InventedScores(int Number, int Strictness, ReviewDesign Design)
{
    private readonly Dice _own = new((Number * 101) + Strictness);

    /// <summary>Most are between 60 and 90.</summary>
    public int Quality => 60 + new Dice(Number * 7).Throw(0, 17) + new Dice(Number * 7).Throw(1, 15);

    public IReadOnlyList<ReviewMark> Marks(ReviewModel model) => [.. Design.Criteria.Select((criterion, index) =>
    {
        var score = ScoreOf(index);
        var comment = score > Design.CommentAbove ? _own.Of(100 + index, model.Praise) : score < Design.CommentBelow ? _own.Of(200 + index, model.Doubts) : string.Empty;
        return new ReviewMark(criterion.Code, score, DoesNotApply: false, comment);
    })];

    public string Remark(ReviewModel model) => _own.Of(300, model.Remarks);

    /// <summary>A juror's points by criterion, of its weight.</summary>
    public IReadOnlyDictionary<string, decimal> Points() => Design.Criteria.Index()
        .ToDictionary(criterion => criterion.Item.Code, criterion => Math.Round(criterion.Item.Weight * ScoreOf(50 + criterion.Index) / 100m, 1, MidpointRounding.AwayFromZero), StringComparer.Ordinal);

    private int ScoreOf(int salt) => Math.Clamp(Quality - Strictness + _own.Throw(salt, 13) - 6, 40, 97);
}
