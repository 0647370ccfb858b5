using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews.Assignment;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>The plan as the office looks at it before it is confirmed: every pair with its why, everything that could not be filled with its reason.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ShowAssignment(string Slug) : IQuery<AssignmentPage>, ICallReviewsRequest;

internal sealed record AssignmentPage(string Slug, string Stamp, DateOnly DueOn, IReadOnlyList<PlannedSubmission> Submissions, IReadOnlyList<PlannedLoad> Loads, int Added);

internal sealed record PlannedSubmission(Guid Id, int? Number, string Title, IReadOnlyList<PlannedName> Reviewers, Shortfall? Shortfall);

/// <param name="Matched">Names of the fields both have in common.</param>
internal sealed record PlannedName(string Name, IReadOnlyList<LocalizedText> Matched, int Load, int Capacity, bool IsKept);

internal sealed record PlannedLoad(string Name, int Load, int Capacity);

internal sealed class ShowAssignmentHandler(CharityDbContext db, AssignmentDesk desk, ISettingsStore settings, SiteTime time) : IRequestHandler<ShowAssignment, Result<AssignmentPage>>
{
    private const int UsualDays = 14;

    public async Task<Result<AssignmentPage>> Handle(ShowAssignment request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var plan = await desk.PlanAsync(call, cancellationToken);
        var words = await settings.GetAsync<ReviewSettings>(cancellationToken);
        var reviews = plan.Plan.Reviews.ToLookup(review => review.Pair.SubmissionId);
        var shortfalls = plan.Plan.Shortfalls.ToDictionary(shortfall => shortfall.SubmissionId);
        return new AssignmentPage(
            call.Slug,
            plan.Stamp,
            time.Today.AddDays(UsualDays),
            [.. plan.Submissions.Values.OrderBy(submission => submission.Number).Select(submission => new PlannedSubmission(
                submission.Id, submission.Number, submission.Title,
                [.. reviews[submission.Id].Select(review => new PlannedName(plan.Reviewers[review.Pair.ReviewerId].Name, [.. words.Names(review.Matched)], review.Load, review.Capacity, review.IsKept))],
                shortfalls.GetValueOrDefault(submission.Id)))],
            [.. plan.Plan.Reviews.DistinctBy(review => review.Pair.ReviewerId).OrderByDescending(review => review.Load)
                .Select(review => new PlannedLoad(plan.Reviewers[review.Pair.ReviewerId].Name, review.Load, review.Capacity))],
            plan.Added.Count());
    }
}
