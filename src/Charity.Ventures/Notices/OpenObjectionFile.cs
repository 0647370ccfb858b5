using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Notices;

/// <summary>Opens a document of an objection, for whoever examines it; whoever opened it closes it.</summary>
[Requires(Permissions.HandleObjections)]
internal sealed record OpenObjectionFile(Guid Id, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenObjectionFileHandler(CharityDbContext db, ObjectionHandlerCheck handlers, IAttachments attachments) : IRequestHandler<OpenObjectionFile, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenObjectionFile request, CancellationToken cancellationToken) =>
        await ObjectionAccess.FindAsync(db, handlers, request.Id, cancellationToken) is { } objection && await attachments.OpenAsync(objection.Files, request.FileId, cancellationToken) is { } content
            ? content
            : ObjectionAccess.Unknown;
}
