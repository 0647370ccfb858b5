using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>Takes a document out of what is being written. One that was handed in stays with the version that has it.</summary>
[SignedIn]
internal sealed record RemoveSubmissionFile(Guid Id, string Code, Guid File) : ICommand, IWritersRequest;

internal sealed class RemoveSubmissionFileHandler(CharityDbContext db, SubmissionDesk desk, IAttachments attachments, ICurrentUser user, TimeProvider clock) : IRequestHandler<RemoveSubmissionFile, Result>
{
    public async Task<Result> Handle(RemoveSubmissionFile request, CancellationToken cancellationToken)
    {
        var found = await desk.FindToWriteAsync(request.Id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var submission = found.Value.Submission;
        var files = submission.FilesOf(request.Code);
        if (!files.Contains(request.File))
        {
            return SubmissionFailures.Unknown;
        }

        submission.ListFiles(request.Code, [.. files.Where(id => id != request.File)], new Writer(user.Id!.Value, user.Name), clock.GetUtcNow());
        var handedIn = await db.Set<SubmissionVersion>().AsNoTracking().Where(version => version.SubmissionId == submission.Id && version.IsSubmitted).Select(version => version.Answers).ToListAsync(cancellationToken);
        if (handedIn.TrueForAll(answers => !answers.FilesOf(request.Code).Contains(request.File)))
        {
            await attachments.RemoveAsync(submission.Files, request.File, cancellationToken);
        }

        return Result.Ok;
    }
}
