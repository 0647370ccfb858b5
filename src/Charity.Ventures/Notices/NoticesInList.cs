using Charity.Contents.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Notices;

/// <summary>The running notices among all the site's notices.</summary>
internal sealed class NoticesInList(CharityDbContext db, IStringLocalizer texts) : INoticeSource
{
    public async Task<IReadOnlyList<NoticeLink>> RunningAsync(CancellationToken cancellationToken)
    {
        var running = await (
            from notice in db.Set<AwardNotice>().AsNoTracking()
            join call in db.Set<Call>().AsNoTracking() on notice.CallId equals call.Id
            where notice.State == AwardNoticeProcess.Running
            orderby notice.PublishedUtc descending
            select new { notice.Slug, notice.Number, notice.LastDay, notice.PublishedUtc, call.Title }).ToListAsync(cancellationToken);
        return running.ConvertAll(notice => new NoticeLink(
            texts["{0}: public notice {1}", notice.Title, notice.Number], $"/notices/{notice.Slug}", texts["until {0}", DayWords.Of(notice.LastDay)], notice.PublishedUtc));
    }
}
