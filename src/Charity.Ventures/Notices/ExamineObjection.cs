using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Takes an objection up; everybody sees from now on that one is being examined.</summary>
[Requires(Permissions.HandleObjections)]
internal sealed record ExamineObjection(Guid Id, int Version) : ICommand;

internal sealed class ExamineObjectionHandler(CharityDbContext db, ObjectionHandlerCheck handlers, IWorkflowDoor door, ICurrentUser user) : IRequestHandler<ExamineObjection, Result>
{
    public async Task<Result> Handle(ExamineObjection request, CancellationToken cancellationToken)
    {
        if (await ObjectionAccess.FindAsync(db, handlers, request.Id, cancellationToken) is not { } objection)
        {
            return ObjectionAccess.Unknown;
        }

        var submission = await ContestedProject.TakeAsync(db, objection, cancellationToken);
        var fired = await door.FireAsync(ObjectionProcess.Table, objection, ObjectionProcess.Examine, request.Version, note: null, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        objection.ExaminedBy(user.Id);

        // Another objection may have contested it already, or the applicant withdrawn it meanwhile.
        return submission.State == SubmissionProcess.OnNotice
            ? await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Contest, expectedVersion: null, note: null, cancellationToken)
            : Result.Ok;
    }
}

/// <summary>The project an objection is about, under the lock of its call's decisions.</summary>
internal static class ContestedProject
{
    public static async Task<Submission> TakeAsync(CharityDbContext db, Objection objection, CancellationToken cancellationToken)
    {
        var callId = await db.Set<Submission>().Where(submission => submission.Id == objection.SubmissionId).Select(submission => submission.CallId).SingleAsync(cancellationToken);
        await db.LockAsync(SelectionDesk.LockOf(callId), cancellationToken);
        await db.Entry(objection).ReloadAsync(cancellationToken);
        return await db.Set<Submission>().SingleAsync(submission => submission.Id == objection.SubmissionId, cancellationToken);
    }
}
