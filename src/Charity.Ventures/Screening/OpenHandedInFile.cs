using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Forms;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Screening;

/// <summary>Reads a document that was handed in.</summary>
[Requires(Permissions.ReadSubmissions)]
internal sealed record OpenHandedInFile(Guid Id, Guid File) : IQuery<AttachmentContent>;

internal sealed class OpenHandedInFileHandler(CharityDbContext db, ScreeningDesk desk, IAttachments attachments) : IRequestHandler<OpenHandedInFile, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenHandedInFile request, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(request.Id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var open = found.Value;
        var versions = await db.Set<SubmissionVersion>().AsNoTracking().Where(version => version.SubmissionId == request.Id && version.IsSubmitted).Select(version => version.Answers).ToListAsync(cancellationToken);
        var wasHandedIn = open.Form.Fields.Where(field => field.Kind == FieldKind.Files).Any(field => versions.Exists(answers => answers.FilesOf(field.Code).Contains(request.File)));
        return wasHandedIn && await attachments.OpenAsync(open.Submission.Files, request.File, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
    }
}
