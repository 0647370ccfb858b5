using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Notices;

/// <summary>Closes the reserve list: whoever is still on it has an answer.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record CloseReserve(string Slug) : ICommand;

internal sealed class CloseReserveHandler(SelectionDesk desk, DecisionAct act, IWorkflowDoor door, LetterDesk letters) : IRequestHandler<CloseReserve, Result>
{
    public async Task<Result> Handle(CloseReserve request, CancellationToken cancellationToken)
    {
        var opened = await desk.TakeAsync(request.Slug, SelectionRound.Final, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        var board = opened.Value;
        foreach (var candidate in board.Candidates.Where(candidate => candidate.Submission.State == SubmissionProcess.Reserve))
        {
            act.Covers(candidate.Id);
            var moved = await door.FireAsync(SubmissionProcess.Table, candidate.Submission, SubmissionProcess.Decline, expectedVersion: null, note: null, cancellationToken);
            if (moved.Failure is not null)
            {
                return moved;
            }

            await letters.PromiseAsync(
                DecisionOutcome.Decline,
                new Letter("reserve-closed", board.Call, candidate.Submission, 0, board.Selection?.Find(candidate.Id)?.Note, candidate.Written, $"/calls/{board.Call.Slug}"),
                cancellationToken);
        }

        return Result.Ok;
    }
}
