using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Public notices of projects to be awarded, newest first.</summary>
/// <param name="CallSlug">Only those of this call.</param>
[Anybody]
internal sealed record ListNotices(string? CallSlug = null) : IQuery<IReadOnlyList<NoticeCard>>;

internal sealed record NoticeCard(string Slug, LocalizedText CallTitle, int Number, string State, DateTime PublishedUtc, DateOnly LastDay);

internal sealed class ListNoticesHandler(CharityDbContext db) : IRequestHandler<ListNotices, Result<IReadOnlyList<NoticeCard>>>
{
    /// <summary>Many years of them.</summary>
    private const int Most = 200;

    public async Task<Result<IReadOnlyList<NoticeCard>>> Handle(ListNotices request, CancellationToken cancellationToken) => await (
        from notice in db.Set<AwardNotice>().AsNoTracking()
        join call in db.Set<Call>().AsNoTracking() on notice.CallId equals call.Id
        where request.CallSlug == null || call.Slug == request.CallSlug
        orderby notice.PublishedUtc descending
        select new NoticeCard(notice.Slug, call.Title, notice.Number, notice.State, notice.PublishedUtc, notice.LastDay)).Take(Most).ToListAsync(cancellationToken);
}
