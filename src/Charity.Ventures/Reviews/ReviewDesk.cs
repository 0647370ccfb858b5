using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>
/// The one place that says what a reviewer may know of. Lists, counts, pages, mails and files all start from <see cref="VisibleAsync"/>:
/// a review that is theirs, stands, is of a submission that takes part, and of an organisation nothing binds them to.
/// </summary>
internal sealed class ReviewDesk(CharityDbContext db, ICurrentUser user, IOrganisations organisations, ConflictDesk conflicts)
{
    private Reviewer? _me;

    /// <summary>The reviewer who is signed in.</summary>
    public async Task<Reviewer?> MeAsync(CancellationToken cancellationToken) =>
        _me ??= user.Id is { } id ? await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.UserId == id, cancellationToken) : null;

    /// <summary>The reviews of whoever is signed in; none for somebody who is no reviewer.</summary>
    public async Task<IQueryable<Review>> VisibleAsync(CancellationToken cancellationToken)
    {
        var me = (await MeAsync(cancellationToken))?.Id ?? Guid.Empty;
        var own = user.Id is { } id ? await organisations.OfUserAsync(id, cancellationToken) : [];
        return Standing(db).Where(review => review.ReviewerId == me && !own.Contains(review.OrganisationId));
    }

    /// <summary>Reviews that count, of any reviewer: what a conflict touches is not among them, whether or not it was ended already.</summary>
    /// <remarks>The submission's state is asked for row by row, through its key: as a join, PostgreSQL reads every submission to find the few of one reviewer.</remarks>
    public static IQueryable<Review> Standing(CharityDbContext db) => db.Set<Review>().Where(review =>
        ReviewProcess.Standing.Contains(review.State)
        && !db.Set<ReviewerConflict>().Any(conflict => conflict.ReviewerId == review.ReviewerId && conflict.OrganisationId == review.OrganisationId && conflict.RuledOutUtc == null)
        && !SubmissionProcess.OutOfReview.Contains(db.Set<Submission>().First(submission => submission.Id == review.SubmissionId).State));

    /// <summary>One review of whoever is signed in; looked at anew for conflicts, so that a dossier that changed this minute counts too.</summary>
    public async Task<Review?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var review = await (await VisibleAsync(cancellationToken)).SingleOrDefaultAsync(review => review.Id == id, cancellationToken);
        return review is null || await conflicts.IsBoundAsync((await MeAsync(cancellationToken))!, review.OrganisationId, cancellationToken) ? null : review;
    }

    /// <summary>The names that reviewers of a blind call do not read, by organisation.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> NamesToHideAsync(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellationToken) =>
        organisationIds.Count == 0 ? new Dictionary<Guid, IReadOnlyList<string>>() : (await organisations.SummariesAsync(organisationIds, cancellationToken))
            .ToDictionary(organisation => organisation.Id, IReadOnlyList<string> (organisation) => [organisation.Name.Zh, organisation.Name.En ?? organisation.Name.Zh, organisation.CreditCode]);

    /// <summary>One review that its reviewer still writes.</summary>
    public async Task<Result<Review>> FindToWriteAsync(Guid id, CancellationToken cancellationToken) => await FindAsync(id, cancellationToken) switch
    {
        null => ReviewFailures.Unknown,
        { IsBeingWritten: false } => ReviewFailures.NotWritten,
        var review => review,
    };
}
