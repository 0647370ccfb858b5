using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>The state of an objection, for whoever has its receipt code. Neither its text nor its author: a code may be lost.</summary>
[Anybody]
internal sealed record ShowReceipt(string Code) : IQuery<ReceiptPage>;

internal sealed record ReceiptPage(string Code, string NoticeSlug, int Number, string Title, string State, DateTime RaisedUtc, DateOnly AnswerBy, string? Answer, IReadOnlyList<AttachmentInfo> Files);

internal sealed class ShowReceiptHandler(CharityDbContext db, FieldCipher cipher, IAttachments attachments) : IRequestHandler<ShowReceipt, Result<ReceiptPage>>
{
    public async Task<Result<ReceiptPage>> Handle(ShowReceipt request, CancellationToken cancellationToken)
    {
        var fingerprint = ObjectionCodes.FingerprintOf(cipher, request.Code);
        if (await db.Set<Objection>().AsNoTracking().SingleOrDefaultAsync(objection => objection.CodeFingerprint == fingerprint, cancellationToken) is not { } objection)
        {
            return Failure.NotFound("receipt_unknown", "There is no objection with this code.");
        }

        var entry = await db.Set<AwardNoticeEntry>().AsNoTracking().SingleAsync(entry => entry.NoticeId == objection.NoticeId && entry.SubmissionId == objection.SubmissionId, cancellationToken);
        var slug = await db.Set<AwardNotice>().Where(notice => notice.Id == objection.NoticeId).Select(notice => notice.Slug).SingleAsync(cancellationToken);
        return new ReceiptPage(
            ObjectionCodes.Normal(request.Code), slug, entry.Number, entry.Title, objection.State, objection.RaisedUtc, objection.AnswerBy, objection.IsOpen ? null : objection.Answer,
            await attachments.ListAsync(objection.Files, cancellationToken));
    }
}
