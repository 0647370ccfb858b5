using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>The objections, open ones first, without those to projects of organisations the reader belongs to or is bound to by an interest.</summary>
[Requires(Permissions.HandleObjections)]
internal sealed record ListObjections : IQuery<IReadOnlyList<ObjectionRow>>;

internal sealed record ObjectionRow(Guid Id, string NoticeSlug, string Title, string Organisation, string State, DateTime RaisedUtc, DateOnly AnswerBy, bool IsLate);

internal sealed class ListObjectionsHandler(CharityDbContext db, ConflictDesk conflicts, ICurrentUser user, SiteTime time) : IRequestHandler<ListObjections, Result<IReadOnlyList<ObjectionRow>>>
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<ObjectionRow>>> Handle(ListObjections request, CancellationToken cancellationToken)
    {
        var today = time.Today;
        var apart = await conflicts.ApartFromAsync(user.Id, OfObjections(db), cancellationToken);
        var rows = await (
            from objection in db.Set<Objection>().AsNoTracking()
            join notice in db.Set<AwardNotice>() on objection.NoticeId equals notice.Id
            join entry in db.Set<AwardNoticeEntry>() on new { objection.NoticeId, objection.SubmissionId } equals new { entry.NoticeId, entry.SubmissionId }
            where !db.Set<Submission>().Any(submission => submission.Id == objection.SubmissionId && EF.Parameter(apart).Contains(submission.OrganisationId))
            let isOpen = objection.State == ObjectionProcess.Received || objection.State == ObjectionProcess.Examining
            orderby isOpen descending, objection.RaisedUtc descending
            select new ObjectionRow(objection.Id, notice.Slug, entry.Title, entry.OrganisationName, objection.State, objection.RaisedUtc, objection.AnswerBy, isOpen && objection.AnswerBy < today))
            .Take(Most)
            .ToListAsync(cancellationToken);
        return rows;
    }

    /// <summary>The organisations that objections are about.</summary>
    public static IQueryable<Guid> OfObjections(CharityDbContext db) =>
        db.Set<Submission>().Where(submission => db.Set<Objection>().Any(objection => objection.SubmissionId == submission.Id)).Select(submission => submission.OrganisationId);
}
