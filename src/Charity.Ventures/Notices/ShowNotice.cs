using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>A public notice with what has become of its projects since.</summary>
[Anybody]
internal sealed record ShowNotice(string Slug) : IQuery<NoticePage>;

/// <param name="Replaces">The slug of the notice it corrects.</param>
/// <param name="ReplacedBy">The slug of the notice that corrects it.</param>
/// <param name="TakesObjections">Its last day is not over.</param>
internal sealed record NoticePage(
    string Slug, string CallSlug, LocalizedText CallTitle, int Number, string State, DateTime PublishedUtc, DateOnly LastDay, int WorkingDays, string Currency, string Text, string Sha256,
    string? Reason, string? Replaces, string? ReplacedBy, bool TakesObjections, IReadOnlyList<NoticeRow> Rows, IReadOnlyList<PublishedObjection> Objections)
{
    public long TotalMinor => Rows.Sum(row => row.AmountMinor);
}

internal sealed record NoticeRow(Guid SubmissionId, int Number, string Title, string Organisation, string Area, long AmountMinor, string State);

/// <summary>An answered objection, without names.</summary>
internal sealed record PublishedObjection(int Number, string Title, string State, string Answer, DateTime AnsweredUtc);

internal sealed class ShowNoticeHandler(CharityDbContext db, TimeProvider clock) : IRequestHandler<ShowNotice, Result<NoticePage>>
{
    public async Task<Result<NoticePage>> Handle(ShowNotice request, CancellationToken cancellationToken)
    {
        if (await db.Set<AwardNotice>().AsNoTracking().Include(notice => notice.Entries).SingleOrDefaultAsync(notice => notice.Slug == request.Slug, cancellationToken) is not { } notice)
        {
            return NoticeFailures.Unknown;
        }

        var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == notice.CallId, cancellationToken);
        var listed = notice.Entries.Select(entry => entry.SubmissionId).ToArray();
        var states = await db.Set<Submission>().Where(submission => EF.Parameter(listed).Contains(submission.Id)).ToDictionaryAsync(submission => submission.Id, submission => submission.State, cancellationToken);
        var answers = await db.Set<Objection>().AsNoTracking()
            .Where(objection => objection.NoticeId == notice.Id && objection.AnsweredUtc != null && (objection.State == ObjectionProcess.Dismissed || objection.State == ObjectionProcess.Upheld))
            .OrderBy(objection => objection.AnsweredUtc)
            .Select(objection => new { objection.SubmissionId, objection.State, objection.Answer, objection.AnsweredUtc })
            .ToListAsync(cancellationToken);
        var entries = notice.Entries.ToDictionary(entry => entry.SubmissionId);
        return new NoticePage(
            notice.Slug, call.Slug, call.Title, notice.Number, notice.State, notice.PublishedUtc, notice.LastDay, notice.WorkingDays, call.Design.Money.Currency, notice.Text, notice.Sha256, notice.Reason,
            notice.ReplacesId is { } replaced ? await SlugAsync(other => other.Id == replaced, cancellationToken) : null,
            notice.State == AwardNoticeProcess.Corrected ? await SlugAsync(other => other.ReplacesId == notice.Id, cancellationToken) : null,
            notice.State == AwardNoticeProcess.Running && clock.GetUtcNow().UtcDateTime < notice.EndsUtc,
            [.. notice.Entries.OrderBy(entry => entry.Place).Select(entry => new NoticeRow(entry.SubmissionId, entry.Number, entry.Title, entry.OrganisationName, entry.AreaName, entry.AmountMinor, states[entry.SubmissionId]))],
            [.. answers.Select(answer => new PublishedObjection(entries[answer.SubmissionId].Number, entries[answer.SubmissionId].Title, answer.State, answer.Answer!, answer.AnsweredUtc!.Value))]);
    }

    private Task<string?> SlugAsync(System.Linq.Expressions.Expression<Func<AwardNotice, bool>> which, CancellationToken cancellationToken) =>
        db.Set<AwardNotice>().Where(which).Select(notice => notice.Slug).FirstOrDefaultAsync(cancellationToken);
}

internal static class NoticeFailures
{
    public static Failure Unknown => Failure.NotFound("notice_unknown", "There is no such notice.");

    public static Failure ChangedMeanwhile => CallFailures.ChangedMeanwhile;

    public static Failure NoProjectOfIt => Failure.NotFound("notice_project_unknown", "This project is not on the notice.");
}

/// <summary>English words, keys of their translations.</summary>
internal static class NoticeWords
{
    /// <summary>What everybody is told of a project that was on notice.</summary>
    public static string Of(string submissionState) => SubmissionProcess.Table.States[submissionState].Words.Public ?? "Not awarded";

    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        SubmissionProcess.Awarded or ObjectionProcess.Dismissed => "badge-success",
        SubmissionProcess.Contested or ObjectionProcess.Examining => "badge-warning",
        SubmissionProcess.OnNotice or AwardNoticeProcess.Running or ObjectionProcess.Received => "badge-info",
        _ => "badge-quiet",
    };
}
