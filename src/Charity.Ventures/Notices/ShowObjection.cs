using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>An objection for those who examine it. Whoever belongs to the organisation concerned or is bound to it is not told that it exists.</summary>
[Requires(Permissions.HandleObjections)]
internal sealed record ShowObjection(Guid Id) : IQuery<ObjectionPage>;

/// <param name="HasName">Somebody left a name or a way to be reached.</param>
internal sealed record ObjectionPage(
    Guid Id, string State, int Version, string NoticeSlug, int Number, string Title, string Organisation, bool IsProtected, bool HasName, string Text, DateTime RaisedUtc, DateOnly AnswerBy,
    string? Answer, IReadOnlyList<AttachmentInfo> Files, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<ObjectionStep> History);

internal sealed record ObjectionStep(DateTime AtUtc, string State, string ActorName);

internal sealed class ShowObjectionHandler(CharityDbContext db, ObjectionHandlerCheck handlers, IAttachments attachments, IWorkflowDoor door) : IRequestHandler<ShowObjection, Result<ObjectionPage>>
{
    public async Task<Result<ObjectionPage>> Handle(ShowObjection request, CancellationToken cancellationToken)
    {
        if (await ObjectionAccess.FindAsync(db, handlers, request.Id, cancellationToken) is not { } objection)
        {
            return ObjectionAccess.Unknown;
        }

        var entry = await db.Set<AwardNoticeEntry>().AsNoTracking().SingleAsync(entry => entry.NoticeId == objection.NoticeId && entry.SubmissionId == objection.SubmissionId, cancellationToken);
        var slug = await db.Set<AwardNotice>().Where(notice => notice.Id == objection.NoticeId).Select(notice => notice.Slug).SingleAsync(cancellationToken);
        var history = await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.InstanceId == objection.Id).OrderByDescending(step => step.Number)
            .Select(step => new ObjectionStep(step.AtUtc, step.To, step.ActorName)).ToListAsync(cancellationToken);
        return new ObjectionPage(
            objection.Id, objection.State, objection.Version, slug, entry.Number, entry.Title, entry.OrganisationName, objection.IsProtected, objection.Name is not null || objection.Contact is not null,
            objection.Text, objection.RaisedUtc, objection.AnswerBy, objection.Answer, await attachments.ListAsync(objection.Files, cancellationToken),
            await door.OffersAsync(ObjectionProcess.Table, objection, cancellationToken), history);
    }
}

/// <summary>Who may know of an objection.</summary>
internal static class ObjectionAccess
{
    public static Failure Unknown => Failure.NotFound("objection_unknown", "There is no such objection.");

    /// <summary>Null also for whoever belongs to the organisation concerned or is bound to it by an interest. Who put the project on notice sees it, but does not answer it.</summary>
    public static async Task<Objection?> FindAsync(CharityDbContext db, ObjectionHandlerCheck handlers, Guid id, CancellationToken cancellationToken) =>
        await db.Set<Objection>().SingleOrDefaultAsync(objection => objection.Id == id, cancellationToken) is { } objection
            && await handlers.RefusalAsync(objection, cancellationToken) is not { Code: "own_organisation" or "interest_declared" }
            ? objection
            : null;
}
