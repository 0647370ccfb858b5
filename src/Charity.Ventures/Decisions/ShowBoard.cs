using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Notices;
using Charity.Ventures.Office;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Decisions;

/// <summary>A funding line as it is typed, to be tried or taken over.</summary>
internal sealed record TypedLine
{
    public string? Budget { get; init; }
    public int? MostPerArea { get; init; }
    public int? Reserves { get; init; }
    public int? Invites { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Budget) && MostPerArea is null && Reserves is null && Invites is null;

    public static TypedLine Of(FundingLine line) => new()
    {
        Budget = line.BudgetMinor is { } budget ? CallAmounts.Type(budget) : null, MostPerArea = line.MostPerArea, Reserves = line.Reserves > 0 ? line.Reserves : null,
        Invites = line.Invites > 0 ? line.Invites : null,
    };

    /// <summary>What cannot be read counts as not given.</summary>
    public FundingLine ToLine() => new(CallAmounts.Parse(Budget), MostPerArea is > 0 ? MostPerArea : null, Math.Clamp(Reserves ?? 0, 0, 1_000), Math.Clamp(Invites ?? 0, 0, 10_000));
}

/// <summary>A call's board: everything that bears on its decisions, ranked, with what was prepared so far.</summary>
/// <param name="Round">Null for the one that is due.</param>
/// <param name="Try">A line to be tried: the page says who would gain and who would lose.</param>
[Requires(Permissions.DecideSubmissions)]
internal sealed record ShowBoard(string Slug, SelectionRound? Round, TypedLine? Try) : IQuery<BoardPage>;

internal sealed record BoardRow(
    Guid SubmissionId, int Number, string Title, string Organisation, string Area, long AskedMinor, long MostMinor, WrittenScore? Written, decimal? Defence, decimal? Final, int? Rank, bool Passes,
    string State, bool IsOpen, DecisionOutcome Outcome, long AmountMinor, string? Note);

/// <summary>What a line would change.</summary>
internal sealed record LinePreview(IReadOnlyList<BoardRow> Gains, IReadOnlyList<BoardRow> Loses, int Chosen, long ChosenMinor, long LeftMinor);

internal sealed record SignatureRow(string Name, DateTime SignedUtc, bool IsMine);

/// <param name="LeftMinor">What the call has beside what was promised before this round.</param>
/// <param name="ChosenMinor">What the prepared decisions give.</param>
/// <param name="IsReserveOpen">Somebody is on the reserve list.</param>
internal sealed record BoardPage(
    string Slug, LocalizedText Title, string CallState, string Currency, ReviewDesign Review, SelectionRound Round, string State, int Version, int Revision, IReadOnlyList<DecisionOutcome> Outcomes,
    IReadOnlyList<BoardRow> Rows, TypedLine Line, LinePreview? Preview, long TotalMinor, long LeftMinor, long ChosenMinor, IReadOnlyList<OfferedTrigger> Offers, string? MinutesSha256,
    IReadOnlyList<SignatureRow> Signatures, IReadOnlyList<BoardNotice> Notices, bool IsReserveOpen);

internal sealed record BoardNotice(string Slug, int Number, string State, DateOnly LastDay, int Version);

internal sealed class ShowBoardHandler(CharityDbContext db, SelectionDesk desk, IWorkflowDoor door, Platform.Security.ICurrentUser user) : IRequestHandler<ShowBoard, Result<BoardPage>>
{
    public async Task<Result<BoardPage>> Handle(ShowBoard request, CancellationToken cancellationToken)
    {
        var opened = await desk.OpenAsync(request.Slug, request.Round, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        var board = opened.Value;
        var selection = board.Selection;
        var rows = Rows(board);
        var notices = await db.Set<AwardNotice>().AsNoTracking().Where(notice => notice.CallId == board.Call.Id).OrderByDescending(notice => notice.Number)
            .Select(notice => new BoardNotice(notice.Slug, notice.Number, notice.State, notice.LastDay, notice.Version)).ToListAsync(cancellationToken);
        var isPublished = selection?.State == SelectionProcess.Published;
        return new BoardPage(
            board.Call.Slug, board.Call.Title, board.Call.State, board.Currency, board.Call.Design.Review, board.Round, selection?.State ?? SelectionProcess.Draft, selection?.Version ?? 0,
            selection?.Revision ?? 0, board.Outcomes, rows, request.Try is { IsEmpty: false } typed ? typed : TypedLine.Of(selection?.Line ?? FundingLine.None),
            request.Try is { IsEmpty: false } line && !isPublished ? Preview(board, line.ToLine(), rows) : null, board.CallMoney.TotalMinor, board.Money.LeftMinor,
            rows.Where(row => row is { IsOpen: true, Outcome: DecisionOutcome.Choose }).Sum(row => row.AmountMinor),
            selection is null ? [] : await door.OffersAsync(SelectionProcess.Table, selection, cancellationToken), selection?.MinutesSha256,
            [.. selection?.ValidSignatures.Select(signature => new SignatureRow(signature.Name, signature.SignedUtc, signature.UserId == user.Id)) ?? []], notices,
            board.Candidates.Any(candidate => candidate.Submission.State == SubmissionProcess.Reserve));
    }

    private static List<BoardRow> Rows(Board board)
    {
        var open = board.Open.Select(candidate => candidate.Id).ToHashSet();
        return [.. board.Candidates.Select(candidate => Row(board, candidate, open.Contains(candidate.Id)))];
    }

    private static BoardRow Row(Board board, Candidate candidate, bool isOpen)
    {
        var row = board.Selection?.Find(candidate.Id);
        return new BoardRow(
            candidate.Id, candidate.Submission.Number ?? 0, candidate.Submission.Title, candidate.OrganisationName, candidate.Area?.ToString() ?? string.Empty, candidate.Submission.AskedMinor,
            board.MostOf(candidate), candidate.Written, candidate.Defence, candidate.Final, candidate.Rank, board.Passes(candidate), candidate.Submission.State, isOpen,
            row?.Outcome ?? DecisionOutcome.Undecided, row?.AmountMinor ?? 0, row?.Note);
    }

    /// <summary>Who would be chosen (or invited) and is not, and the other way round.</summary>
    private static LinePreview Preview(Board board, FundingLine line, IReadOnlyList<BoardRow> rows)
    {
        var drawn = line.Draw(board.Round, board.Ranked, board.Money.LeftMinor);
        var now = rows.Where(row => row.IsOpen && IsIn(row.Outcome)).Select(row => row.SubmissionId).ToHashSet();
        var then = drawn.Where(decision => IsIn(decision.Outcome)).ToDictionary(decision => decision.SubmissionId, decision => decision.AmountMinor);
        var sum = then.Values.Sum();
        return new LinePreview(
            [.. rows.Where(row => then.ContainsKey(row.SubmissionId) && !now.Contains(row.SubmissionId))],
            [.. rows.Where(row => now.Contains(row.SubmissionId) && !then.ContainsKey(row.SubmissionId))],
            then.Count, sum, board.Money.LeftMinor - sum);
    }

    private static bool IsIn(DecisionOutcome outcome) => outcome is DecisionOutcome.Choose or DecisionOutcome.Invite;
}
