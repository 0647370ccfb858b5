using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Forms;
using MediatR;

namespace Charity.Ventures.Submissions;

/// <summary>Adds a document to a question. The answer holds the files' ids, so that each version says which there were.</summary>
/// <param name="Code">The question's code.</param>
[SignedIn]
internal sealed record AddSubmissionFile(Guid Id, string Code, string FileName, Stream Content) : IOutsideCall<AttachmentInfo>, IWritersRequest;

internal sealed class AddSubmissionFileHandler(CharityDbContext db, SubmissionDesk desk, IAttachments attachments, UnitOfWork unitOfWork, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<AddSubmissionFile, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddSubmissionFile request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } open || open.Form.Find(request.Code) is not { Kind: FieldKind.Files })
        {
            return SubmissionFailures.Unknown;
        }

        var stored = await attachments.StoreAsync(
            new AttachmentUpload(open.Submission.Files, request.Code, request.FileName, request.Content),
            async token => (await FindAsync(request, token)).Failure,
            cancellationToken);
        if (!stored.Succeeded)
        {
            return stored;
        }

        // A file that lost its way here by a crash is not listed; sending it once more finds it stored and lists it.
        var listed = await unitOfWork.ExecuteAsync(token => ListAsync(request, stored.Value.Id, token), result => result.Succeeded, cancellationToken);
        return listed.Failure is { } failure ? failure : stored;
    }

    private async Task<Result> ListAsync(AddSubmissionFile request, Guid file, CancellationToken cancellationToken)
    {
        var found = await FindAsync(request, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var submission = found.Value.Submission;
        submission.ListFiles(request.Code, [.. submission.FilesOf(request.Code).Where(id => id != file), file], new Writer(user.Id!.Value, user.Name), clock.GetUtcNow());
        return Result.Ok;
    }

    private async Task<Result<OpenSubmission>> FindAsync(AddSubmissionFile request, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var found = await desk.FindToWriteAsync(request.Id, cancellationToken);
        return found.Succeeded && found.Value.Form.Find(request.Code) is { } field && found.Value.Submission.FilesOf(request.Code).Count >= field.Limit
            ? Failure.Field("File", "too_many_files", "\"{0}\" takes at most {1} documents.", field.Label, field.Limit)
            : found;
    }
}
