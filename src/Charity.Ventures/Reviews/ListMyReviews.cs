using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>What waits for the reviewer who is signed in: calls to answer, reviews by their day. Key paging: a page costs the same however much there is.</summary>
/// <param name="AfterDay">With <paramref name="AfterId"/> the last page's <see cref="MyReviewsPage.Next"/>.</param>
/// <param name="IsDone">Those that are handed in instead.</param>
[SignedIn]
internal sealed record ListMyReviews(DateOnly? AfterDay, Guid? AfterId, bool IsDone) : IQuery<MyReviewsPage>;

/// <param name="Mirrors">Of calls in which all theirs are handed in.</param>
internal sealed record MyReviewsPage(
    bool IsDone, bool IsProfileComplete, int Capacity, IReadOnlyList<AskedCall> Calls, IReadOnlyList<MyReview> Reviews, MyReview? Next, int Waiting, int Done, IReadOnlyList<CallMirror> Mirrors);

internal sealed record AskedCall(string Slug, LocalizedText Title, CallReviewerState State, int Capacity);

internal sealed record MyReview(Guid Id, string Title, int? Number, LocalizedText CallTitle, string State, DateOnly DueOn, bool IsLate);

internal sealed class ListMyReviewsHandler(CharityDbContext db, ReviewDesk desk, MirrorDesk mirrors, SiteTime time) : IRequestHandler<ListMyReviews, Result<MyReviewsPage>>
{
    private const int PageLength = 20;

    public async Task<Result<MyReviewsPage>> Handle(ListMyReviews request, CancellationToken cancellationToken)
    {
        if (await desk.MeAsync(cancellationToken) is not { } me)
        {
            return ReviewerFailures.NotOne;
        }

        var visible = await desk.VisibleAsync(cancellationToken);
        var waiting = Waiting(db, visible);
        var done = visible.Where(review => review.State == ReviewProcess.Locked);
        var (day, id) = (request.AfterDay ?? DateOnly.MinValue, request.AfterId ?? Guid.Empty);
        var page = (request.IsDone ? done : waiting)
            .Where(review => review.DueOn > day || (review.DueOn == day && review.Id.CompareTo(id) > 0))
            .OrderBy(review => review.DueOn).ThenBy(review => review.Id)
            .Take(PageLength + 1);
        var rows = await (from review in page
                          join submission in db.Set<Submission>() on review.SubmissionId equals submission.Id
                          join call in db.Set<Call>() on review.CallId equals call.Id
                          orderby review.DueOn, review.Id
                          select new { review.Id, submission.Title, submission.Number, submission.OrganisationId, CallTitle = call.Title, review.State, review.DueOn, call.Design })
            .ToListAsync(cancellationToken);
        var names = await desk.NamesToHideAsync([.. rows.Where(row => row.Design.Review.IsBlind).Select(row => row.OrganisationId).Distinct()], cancellationToken);
        var shown = rows.Take(PageLength)
            .Select(row => new MyReview(row.Id, Blind.Hide(row.Title, names.GetValueOrDefault(row.OrganisationId)), row.Number, row.CallTitle, row.State, row.DueOn, row.State != ReviewProcess.Locked && row.DueOn < time.Today))
            .ToList();
        return new MyReviewsPage(
            request.IsDone, me.IsComplete, me.Capacity, await CallsAsync(me.Id, cancellationToken), shown, rows.Count > PageLength ? shown[^1] : null,
            await waiting.CountAsync(cancellationToken), await done.CountAsync(cancellationToken), request.IsDone ? await mirrors.OfAsync(me.Id, visible, cancellationToken) : []);
    }

    /// <summary>Those that can still be written.</summary>
    public static IQueryable<Review> Waiting(CharityDbContext db, IQueryable<Review> visible) => visible.Where(review =>
        ReviewProcess.Open.Contains(review.State) && db.Set<Submission>().First(submission => submission.Id == review.SubmissionId).State == SubmissionProcess.UnderReview);

    private Task<List<AskedCall>> CallsAsync(Guid reviewerId, CancellationToken cancellationToken) => (
        from asked in db.Set<CallReviewer>()
        join call in db.Set<Call>() on asked.CallId equals call.Id
        where asked.ReviewerId == reviewerId && call.State != CallProcess.Cancelled
        orderby asked.InvitedUtc descending
        select new AskedCall(call.Slug, call.Title, asked.State, asked.Capacity)).Take(PageLength).ToListAsync(cancellationToken);
}
