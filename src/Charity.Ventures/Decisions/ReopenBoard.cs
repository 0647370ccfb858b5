using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>Takes minutes back before they are published, to change the decisions; signatures under them count no more.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record ReopenBoard(string Slug, SelectionRound Round, int Version) : ICommand;

internal sealed class ReopenBoardHandler(SelectionDesk desk, IWorkflowDoor door) : IRequestHandler<ReopenBoard, Result>
{
    public async Task<Result> Handle(ReopenBoard request, CancellationToken cancellationToken)
    {
        var opened = await desk.TakeAsync(request.Slug, request.Round, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        if (opened.Value.Selection is not { } selection)
        {
            return SelectionFailures.NotBegun;
        }

        var fired = await door.FireAsync(SelectionProcess.Table, selection, SelectionProcess.Reopen, request.Version, note: null, cancellationToken);
        if (fired.Succeeded)
        {
            selection.TakeBack();
        }

        return fired;
    }
}
