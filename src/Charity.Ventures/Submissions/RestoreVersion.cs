using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>Puts an earlier state back into what is being written; what stood there is kept as a version.</summary>
[SignedIn]
internal sealed record RestoreVersion(Guid Id, Guid Version) : ICommand, IWritersRequest;

internal sealed class RestoreVersionHandler(CharityDbContext db, SubmissionDesk desk, ICurrentUser user, TimeProvider clock) : IRequestHandler<RestoreVersion, Result>
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

        db.Add(submission.Restore(version, new Writer(user.Id!.Value, user.Name), clock.GetUtcNow()));
        return Result.Ok;
    }
}
