using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Duties;
using Charity.Ventures.Notices;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>
/// Publishes the signed decisions of a round in one act: every submission moves, every applicant is promised a letter, and the public notice
/// begins. All of it in one transaction, so that nobody knows before anybody else.
/// </summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record PublishDecisions(string Slug, SelectionRound Round, int Version) : ICommand;

internal sealed class PublishDecisionsHandler(SelectionDesk desk, DecisionAct act, IWorkflowDoor door, DutyCheck duties, NoticePublisher notices, LetterDesk letters, TimeProvider clock) : IRequestHandler<PublishDecisions, Result>
{
    public async Task<Result> Handle(PublishDecisions request, CancellationToken cancellationToken)
    {
        var opened = await desk.TakeAsync(request.Slug, request.Round, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        var board = opened.Value;
        if (board.Selection is not { } selection)
        {
            return SelectionFailures.NotBegun;
        }

        // Read before anything moves: who is still open is decided by the state.
        var decided = board.Open.Select(candidate => (Candidate: candidate, Row: selection.Find(candidate.Id))).ToList();
        var published = await door.FireAsync(SelectionProcess.Table, selection, SelectionProcess.Publish, request.Version, note: null, cancellationToken);
        if (published.Failure is not null)
        {
            return published;
        }

        selection.Publish(clock.GetUtcNow().UtcDateTime);
        foreach (var (candidate, row) in decided)
        {
            act.Covers(candidate.Id);
            var moved = await door.FireAsync(SubmissionProcess.Table, candidate.Submission, TriggerOf(row!.Outcome), expectedVersion: null, note: null, cancellationToken);
            if (moved.Failure is not null)
            {
                return moved;
            }

            if (row.Outcome == DecisionOutcome.Choose)
            {
                await duties.RecordMineAsync(candidate.Id, Duty.Propose, cancellationToken);
            }
        }

        var notice = await PublishNoticeAsync(board, decided!, cancellationToken);
        foreach (var (candidate, row) in decided)
        {
            var link = row!.Outcome == DecisionOutcome.Choose ? $"/notices/{notice!.Slug}" : $"/calls/{board.Call.Slug}";
            await letters.PromiseAsync(row.Outcome, new Letter(board.Round.ToString(), board.Call, candidate.Submission, row.AmountMinor, row.Note, candidate.Written, link), cancellationToken);
        }

        return board.Round == SelectionRound.Final
            ? await door.FireAsync(CallProcess.Table, board.Call, CallProcess.PublishTrigger, expectedVersion: null, note: null, cancellationToken)
            : Result.Ok;
    }

    /// <summary>The list of those chosen, in the order of the ranking; none when nobody was.</summary>
    private async Task<AwardNotice?> PublishNoticeAsync(Board board, IEnumerable<(Candidate Candidate, SelectionRow Row)> decided, CancellationToken cancellationToken)
    {
        var money = board.Money;
        var chosen = decided.Where(pair => pair.Row.Outcome == DecisionOutcome.Choose)
            .Select(pair => new NoticedProject(
                pair.Candidate.Id, pair.Candidate.Submission.Number ?? 0, pair.Candidate.Submission.Title, pair.Candidate.Organisation!, pair.Candidate.Area?.Zh ?? string.Empty,
                money.Take(pair.Row.AmountMinor) ?? throw new InvalidOperationException($"The money of {board.Call.Slug} was checked and does not suffice.")))
            .ToList();
        return chosen.Count == 0 ? null : await notices.PublishAsync(board.Call, chosen, cancellationToken);
    }

    private static string TriggerOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Choose => SubmissionProcess.Notify,
        DecisionOutcome.Reserve => SubmissionProcess.ToReserve,
        DecisionOutcome.Decline => SubmissionProcess.Decline,
        DecisionOutcome.Invite => SubmissionProcess.Shortlist,
        _ => throw new InvalidOperationException($"Nothing is published of {outcome}."),
    };
}
