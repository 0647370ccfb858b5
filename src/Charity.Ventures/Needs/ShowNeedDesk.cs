using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A need with its evidence and history, for the community and the office.</summary>
[Requires(Permissions.ViewNeeds)]
internal sealed record ShowNeedDesk(Guid Id) : IQuery<NeedDeskPage>, INeedRequest;

/// <param name="Offers">What may be done now; disabled ones say why.</param>
/// <param name="MayChange">Whether the reader may edit it and its files now.</param>
internal sealed record NeedDeskPage(
    Need Need, LocalizedText? Area, LocalizedText Category, LocalizedText? Call, IReadOnlyList<AttachmentInfo> Files, IReadOnlyList<OfferedTrigger> Offers, bool MayChange,
    IReadOnlyList<DeskStep> History);

internal sealed record DeskStep(string State, DateTime AtUtc, string ActorName, string? Note);

internal sealed class ShowNeedDeskHandler(CharityDbContext db, IAttachments attachments, IWorkflowDoor door, AreaCare care, IAreas areas, ISettingsStore settings)
    : IRequestHandler<ShowNeedDesk, Result<NeedDeskPage>>
{
    public async Task<Result<NeedDeskPage>> Handle(ShowNeedDesk request, CancellationToken cancellationToken)
    {
        var need = await db.Set<Need>().AsNoTracking().SingleAsync(need => need.Id == request.Id, cancellationToken);
        var call = need.CallId is { } callId ? await db.Set<Call>().Where(call => call.Id == callId).Select(call => call.Title).SingleAsync(cancellationToken) : null;
        return new NeedDeskPage(
            need,
            (await areas.FindAsync(need.AreaCode, cancellationToken))?.Name,
            (await settings.GetAsync<NeedSettings>(cancellationToken)).NameOf(need.Category),
            call,
            await attachments.ListAsync(need.Files, cancellationToken),
            await door.OffersAsync(NeedProcess.Table, need, cancellationToken),
            need.IsDraft && await care.LooksAfterAsync(need.AreaCode, cancellationToken),
            await DeskHistory.OfAsync(db, need.Id, cancellationToken));
    }
}

internal static class DeskHistory
{
    public static Task<List<DeskStep>> OfAsync(CharityDbContext db, Guid id, CancellationToken cancellationToken) => db.Set<WorkflowStep>().AsNoTracking()
        .Where(step => step.InstanceId == id)
        .OrderByDescending(step => step.Number)
        .Select(step => new DeskStep(step.To, step.AtUtc, step.ActorName, step.Note))
        .ToListAsync(cancellationToken);
}
