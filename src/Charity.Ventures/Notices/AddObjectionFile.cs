using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Adds a document to one's objection, while it is open. Only somebody signed in sends files; who they are is not shown with them.</summary>
[SignedIn]
internal sealed record AddObjectionFile(string Code, string FileName, Stream Content) : IOutsideCall<AttachmentInfo>;

internal sealed class AddObjectionFileHandler(CharityDbContext db, FieldCipher cipher, IAttachments attachments) : IRequestHandler<AddObjectionFile, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddObjectionFile request, CancellationToken cancellationToken)
    {
        var fingerprint = ObjectionCodes.FingerprintOf(cipher, request.Code);
        if (await db.Set<Objection>().AsNoTracking().SingleOrDefaultAsync(objection => objection.CodeFingerprint == fingerprint, cancellationToken) is not { } objection)
        {
            return ObjectionAccess.Unknown;
        }

        return await attachments.StoreAsync(
            new AttachmentUpload(objection.Files, "evidence", request.FileName, request.Content),
            async token => await db.Set<Objection>().AnyAsync(now => now.Id == objection.Id && now.AnsweredUtc == null, token)
                ? null
                : Failure.Conflict("objection_answered", "The objection was answered; nothing is added any more."),
            cancellationToken);
    }
}
