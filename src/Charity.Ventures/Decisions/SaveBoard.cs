using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Office;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>A decision as it is typed.</summary>
internal sealed record TypedDecision
{
    public Guid SubmissionId { get; init; }
    public DecisionOutcome Outcome { get; init; }

    /// <summary>Empty for all it may be given.</summary>
    public string? Amount { get; init; }
    public string? Note { get; init; }
}

/// <summary>Prepares the decisions of a round; nobody but those who decide knows of it.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record SaveBoard : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public SelectionRound Round { get; init; }

    /// <summary>The revision that was looked at.</summary>
    public int Revision { get; init; }
    public List<TypedDecision> Rows { get; init; } = [];
}

internal sealed class SaveBoardValidator : AbstractValidator<SaveBoard>
{
    public SaveBoardValidator() => RuleForEach(board => board.Rows).ChildRules(row =>
    {
        row.RuleFor(r => r.Amount).Must(amount => string.IsNullOrWhiteSpace(amount) || CallAmounts.Parse(amount) is not null).Says("amount_unreadable", "Please type the amount, like 50000.");
        row.RuleFor(r => r.Note).MaximumLength(SelectionRow.NoteLength).Says("text_too_long", "Please use at most {0} characters.", SelectionRow.NoteLength);
        row.RuleFor(r => r.Outcome).IsInEnum().Says("outcome_of_other_round", "This is not decided in this round.");
    });
}

internal sealed class SaveBoardHandler(CharityDbContext db, SelectionDesk desk, TimeProvider clock) : IRequestHandler<SaveBoard, Result>
{
    public async Task<Result> Handle(SaveBoard request, CancellationToken cancellationToken)
    {
        var taken = await SelectionDrafts.TakeAsync(db, desk, request.Slug, request.Round, request.Revision, clock, cancellationToken);
        if (taken.Failure is { } failure)
        {
            return failure;
        }

        var (board, selection) = taken.Value;
        var candidates = board.Candidates.ToDictionary(candidate => candidate.Id);
        if (request.Rows.Any(row => !candidates.ContainsKey(row.SubmissionId)))
        {
            return Failure.NotFound("submission_unknown", "There is no such submission.");
        }

        var decisions = request.Rows.Select(row => ToDecision(row, board.MostOf(candidates[row.SubmissionId]))).ToList();
        var wrong = SelectionRules.Wrong(board, decisions);
        if (wrong.Count > 0)
        {
            return Failure.Invalid(wrong[0].Code, wrong[0].Message, wrong[0].Arguments) with { Fields = [.. wrong.Select(field => field with { Field = FieldOf(request.Rows, field.Field) })] };
        }

        selection.Decide(decisions);
        return Result.Ok;
    }

    private static Decision ToDecision(TypedDecision row, long mostMinor) => new(
        row.SubmissionId,
        row.Outcome,
        row.Outcome is DecisionOutcome.Choose or DecisionOutcome.Reserve ? CallAmounts.Parse(row.Amount) ?? mostMinor : 0,
        PlainText.Clean(row.Note, keepLines: true) is { Length: > 0 } note ? note : null);

    private static string FieldOf(IReadOnlyList<TypedDecision> rows, string submissionId)
    {
        var index = rows.Index().First(row => row.Item.SubmissionId.ToString() == submissionId).Index;
        return FormattableString.Invariant($"Rows[{index}].Amount");
    }
}

/// <summary>Takes the decisions of a round to change them.</summary>
internal static class SelectionDrafts
{
    /// <summary>The board and its selection, begun when it is the first time; refused when somebody else was faster.</summary>
    public static async Task<Result<(Board Board, Selection Selection)>> TakeAsync(
        CharityDbContext db, SelectionDesk desk, string slug, SelectionRound round, int revision, TimeProvider clock, CancellationToken cancellationToken)
    {
        var opened = await desk.TakeAsync(slug, round, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        var board = opened.Value;
        if ((board.Selection?.Revision ?? 0) != revision)
        {
            return CallFailures.ChangedMeanwhile;
        }

        if (board.Selection is { IsDraft: false })
        {
            return SelectionFailures.NotDraft;
        }

        if (board.Selection is { } selection)
        {
            return (board, selection);
        }

        var begun = Selection.Begin(board.Call.Id, round, clock.GetUtcNow());
        db.Add(begun);
        return (board with { Selection = begun }, begun);
    }
}

internal static class SelectionFailures
{
    public static Failure NotDraft => Failure.Conflict("decisions_minuted", "The minutes were written; take them back before you change a decision.");

    public static Failure NotBegun => Failure.Conflict("submissions_undecided_all", "Nothing has been decided yet.");
}
