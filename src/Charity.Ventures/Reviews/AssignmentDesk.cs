using System.Security.Cryptography;
using System.Text;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews.Assignment;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>A call's plan with everything that names its parts.</summary>
/// <param name="Stamp">Changes with the plan: what is confirmed is what was looked at.</param>
internal sealed record CallPlan(AssignmentPlan Plan, IReadOnlyDictionary<Guid, Submission> Submissions, IReadOnlyDictionary<Guid, Reviewer> Reviewers, string Stamp)
{
    public IEnumerable<PlannedReview> Added => Plan.Reviews.Where(review => !review.IsKept);
}

/// <summary>Puts a call's submissions, reviewers, conflicts and reviews together into an assignment problem.</summary>
internal sealed class AssignmentDesk(CharityDbContext db, ConflictDesk conflicts, IAreas areas)
{
    /// <summary>Taken by everybody who assigns in the call, so that two do it one after the other.</summary>
    public static string LockOf(Guid callId) => $"assignment:{callId:N}";

    /// <summary>Looks for conflicts between everybody who accepted and everybody who applies, before anybody is shown to anybody.</summary>
    public async Task RefreshConflictsAsync(Call call, CancellationToken cancellationToken)
    {
        var accepted = await Accepted(call.Id).Select(row => row.ReviewerId).ToListAsync(cancellationToken);
        var reviewers = await db.Set<Reviewer>().Where(reviewer => accepted.Contains(reviewer.Id)).OrderBy(reviewer => reviewer.Id).ToListAsync(cancellationToken);
        var organisations = await Assignable(call.Id).Select(submission => submission.OrganisationId).Distinct().ToListAsync(cancellationToken);
        await conflicts.RefreshAsync(reviewers, organisations, cancellationToken);
    }

    /// <summary>Makes the plan from what is stored; the same until somebody changes something.</summary>
    public async Task<CallPlan> PlanAsync(Call call, CancellationToken cancellationToken)
    {
        var submissions = await Assignable(call.Id).AsNoTracking().ToDictionaryAsync(submission => submission.Id, cancellationToken);
        var forms = await db.Set<CallForm>().AsNoTracking().Where(form => form.CallId == call.Id).ToDictionaryAsync(form => form.Number, form => form.Definition, cancellationToken);
        var reviews = await db.Set<Review>().AsNoTracking().Where(review => review.CallId == call.Id)
            .Select(review => new { review.SubmissionId, review.ReviewerId, review.State }).ToListAsync(cancellationToken);
        var accepted = await Accepted(call.Id).AsNoTracking().ToDictionaryAsync(row => row.ReviewerId, row => row.Capacity, cancellationToken);
        var busy = reviews.Select(review => review.ReviewerId).Concat(accepted.Keys).ToHashSet();
        var reviewers = await db.Set<Reviewer>().AsNoTracking().Where(reviewer => busy.Contains(reviewer.Id)).ToDictionaryAsync(reviewer => reviewer.Id, cancellationToken);
        var conflicting = await db.Set<ReviewerConflict>().AsNoTracking().Where(conflict => busy.Contains(conflict.ReviewerId) && conflict.RuledOutUtc == null)
            .Select(conflict => new { conflict.ReviewerId, conflict.OrganisationId }).ToListAsync(cancellationToken);
        var bound = conflicting.Select(conflict => (conflict.ReviewerId, conflict.OrganisationId)).ToHashSet();
        var tree = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Path, StringComparer.Ordinal);
        var forbidden = reviews.Where(review => !ReviewProcess.Standing.Contains(review.State)).Select(review => new AssignmentPair(review.SubmissionId, review.ReviewerId)).ToHashSet();
        foreach (var submission in submissions.Values)
        {
            forbidden.UnionWith(reviewers.Values
                .Where(reviewer => bound.Contains((reviewer.Id, submission.OrganisationId)) || Avoids(reviewer, submission, forms[submission.FormNumber], tree))
                .Select(reviewer => new AssignmentPair(submission.Id, reviewer.Id)));
        }

        var standing = reviews.Where(review => ReviewProcess.Standing.Contains(review.State)).Select(review => new AssignmentPair(review.SubmissionId, review.ReviewerId)).ToList();

        // Somebody may have come to avoid an area after they were given a submission in it; what they have stays.
        forbidden.ExceptWith(standing.Where(pair => submissions.TryGetValue(pair.SubmissionId, out var submission) && !bound.Contains((pair.ReviewerId, submission.OrganisationId))));
        var kept = standing.FindAll(pair => !forbidden.Contains(pair));
        var load = kept.CountBy(pair => pair.ReviewerId).ToDictionary();
        var plan = AssignmentPlanner.Plan(new AssignmentProblem(
            [.. submissions.Values.Select(submission => new AssignableSubmission(submission.Id, Topics(submission, forms[submission.FormNumber])))],
            [.. reviewers.Values.Select(reviewer => new AssignableReviewer(reviewer.Id, Math.Max(load.GetValueOrDefault(reviewer.Id), reviewer.IsResting ? 0 : accepted.GetValueOrDefault(reviewer.Id)), reviewer.Expertise))],
            call.Design.Review.ReviewersEach,
            forbidden,
            kept));
        return new CallPlan(plan, submissions, reviewers, StampOf(plan));
    }

    /// <summary>What a submission is about: the codes of its choices. Those that are no expertise match nobody.</summary>
    public static IReadOnlyList<string> Topics(Submission submission, FormDefinition form) =>
        [.. form.Fields.Where(field => field.Kind is FieldKind.Choice or FieldKind.Choices).SelectMany(field => submission.Answers.RowsOf(field.Code)).Select(row => row[0]).Distinct()];

    private static bool Avoids(Reviewer reviewer, Submission submission, FormDefinition form, Dictionary<string, string> tree)
    {
        var avoided = reviewer.AvoidedAreas.Where(tree.ContainsKey).Select(code => tree[code]).ToList();
        return avoided.Count > 0 && form.Fields.Where(field => field.Kind == FieldKind.Areas).SelectMany(field => submission.Answers.RowsOf(field.Code))
            .Any(row => tree.TryGetValue(row[0], out var path) && avoided.Exists(outer => path.StartsWith(outer, StringComparison.Ordinal)));
    }

    private IQueryable<Submission> Assignable(Guid callId) => db.Set<Submission>().Where(submission => submission.CallId == callId
        && (submission.State == SubmissionProcess.Eligible || submission.State == SubmissionProcess.UnderReview));

    private IQueryable<CallReviewer> Accepted(Guid callId) => db.Set<CallReviewer>().Where(row => row.CallId == callId && row.State == CallReviewerState.Accepted);

    private static string StampOf(AssignmentPlan plan) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', plan.Reviews.Select(review => $"{review.Pair.SubmissionId:N}{review.Pair.ReviewerId:N}{review.IsKept}")))))[..32];
}
