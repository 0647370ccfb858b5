using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>A call as its office sees it: where it stands, what is missing, what can be done, what was done.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowCallDesk(string Slug) : IQuery<CallDeskPage>;

/// <param name="Missing">What keeps it from being announced; only said before it is.</param>
internal sealed record CallDeskPage(
    string Slug, LocalizedText Title, string State, int Version, int Revision, CallDesign Design, IReadOnlyList<FieldFailure> Missing, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<CallStep> History,
    int OpenQuestions, ProjectTotals Projects);

internal sealed record CallStep(DateTime AtUtc, string State, string ActorName, string? Note);

internal sealed class ShowCallDeskHandler(CharityDbContext db, CallDesk desk, IWorkflowDoor door, SiteTime time) : IRequestHandler<ShowCallDesk, Result<CallDeskPage>>
{
    public async Task<Result<CallDeskPage>> Handle(ShowCallDesk request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var history = await db.Set<WorkflowStep>().AsNoTracking()
            .Where(step => step.InstanceId == call.Id)
            .OrderByDescending(step => step.Number)
            .Select(step => new CallStep(step.AtUtc, step.To, step.ActorName, step.Note))
            .ToListAsync(cancellationToken);
        return new CallDeskPage(
            call.Slug, call.Title, call.State, call.Version, call.Revision, call.Design,
            call.State is CallProcess.Draft or CallProcess.NeedsOpen ? [.. CallRules.Missing(call, time.Today)] : [],
            await door.OffersAsync(CallProcess.Table, call, cancellationToken),
            history,
            await db.Set<CallQuestion>().CountAsync(question => question.CallId == call.Id && question.AnsweredUtc == null && !question.IsDismissed, cancellationToken),
            await ProjectTotals.OfAsync(db.Set<Project>().Where(project => project.CallId == call.Id), cancellationToken));
    }
}
