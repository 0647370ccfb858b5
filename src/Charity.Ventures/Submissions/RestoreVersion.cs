using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Forms;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>Puts an earlier state back into what is being written; what stood there is kept as a version.</summary>
[SignedIn]
internal sealed record RestoreVersion(Guid Id, Guid Version) : ICommand, IWritersRequest;

internal sealed class RestoreVersionHandler(CharityDbContext db, SubmissionDesk desk, IAttachments attachments, ICurrentUser user, TimeProvider clock) : IRequestHandler<RestoreVersion, Result>
{
    public async Task<Result> Handle(RestoreVersion request, CancellationToken cancellationToken)
    {
        var found = await desk.FindToWriteAsync(request.Id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var submission = found.Value.Submission;
        if (await db.Set<SubmissionVersion>().AsNoTracking().SingleOrDefaultAsync(version => version.Id == request.Version && version.SubmissionId == submission.Id, cancellationToken) is not { } version)
        {
            return SubmissionFailures.NoSuchVersion;
        }

        var writer = new Writer(user.Id!.Value, user.Name);
        db.Add(submission.Restore(version, writer, clock.GetUtcNow()));

        // A document that was removed before it was ever handed in is gone for good.
        var there = (await attachments.ListAsync(submission.Files, cancellationToken)).Select(file => file.Id).ToHashSet();
        foreach (var field in found.Value.Form.Fields.Where(field => field.Kind == FieldKind.Files && submission.FilesOf(field.Code).Any(file => !there.Contains(file))))
        {
            submission.ListFiles(field.Code, [.. submission.FilesOf(field.Code).Where(there.Contains)], writer, clock.GetUtcNow());
        }

        return Result.Ok;
    }
}
