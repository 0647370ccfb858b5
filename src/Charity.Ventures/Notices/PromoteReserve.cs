using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Notices;

/// <summary>Puts the first of the reserve list on a notice of its own, when a chosen project has fallen out and the money suffices.</summary>
/// <param name="SubmissionId">Who the officer saw as the first.</param>
[Requires(Permissions.DecideSubmissions)]
internal sealed record PromoteReserve(string Slug, Guid SubmissionId) : ICommand;

internal sealed class PromoteReserveHandler(SelectionDesk desk, DecisionAct act, IWorkflowDoor door, NoticePublisher notices, LetterDesk letters) : IRequestHandler<PromoteReserve, Result>
{
    public async Task<Result> Handle(PromoteReserve request, CancellationToken cancellationToken)
    {
        var opened = await desk.TakeAsync(request.Slug, SelectionRound.Final, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        var board = opened.Value;
        if (board.Candidates.FirstOrDefault(candidate => candidate.Submission.State == SubmissionProcess.Reserve) is not { } next || next.Id != request.SubmissionId)
        {
            return CallFailures.ChangedMeanwhile;
        }

        var row = board.Selection!.Find(next.Id)!;
        if (board.Money.Take(row.AmountMinor) is not { } parts)
        {
            return Failure.Conflict("reserve_money_missing", "{0} are left, and the next one of the reserve list was to be given {1}.", Money.Format(Math.Max(0, board.Money.LeftMinor), board.Currency), Money.Format(row.AmountMinor, board.Currency));
        }

        act.Covers(next.Id);
        var moved = await door.FireAsync(SubmissionProcess.Table, next.Submission, SubmissionProcess.Notify, expectedVersion: null, note: null, cancellationToken);
        if (moved.Failure is not null)
        {
            return moved;
        }

        var notice = await notices.PublishAsync(
            board.Call, [new NoticedProject(next.Id, next.Submission.Number ?? 0, next.Submission.Title, next.Organisation!, next.Area?.Zh ?? string.Empty, parts)], cancellationToken);
        await letters.PromiseAsync(DecisionOutcome.Choose, new Letter("promoted", board.Call, next.Submission, row.AmountMinor, row.Note, next.Written, $"/notices/{notice.Slug}"), cancellationToken);
        return Result.Ok;
    }
}
