using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Decisions;

/// <summary>What has to be true before decisions are written down, signed and published.</summary>
internal static class SelectionRules
{
    /// <summary>So many people sign.</summary>
    public const int Signatures = 2;

    public static Task<Failure?> DeciderMustBeApart(Selection selection, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DeciderCheck>().RefusalAsync(selection.CallId, Permissions.DecideSubmissions, cancellationToken);

    public static Task<Failure?> TwoMustHaveSigned(Selection selection, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        selection.ValidSignatures.DistinctBy(signature => signature.UserId).Count() >= Signatures
            ? null
            : Failure.Conflict("signature_missing", "Two different people sign the minutes."));

    /// <summary>Nobody is forgotten: what is still being checked, reviewed or defended would fall between the rounds.</summary>
    public static async Task<Failure?> ReviewMustBeOver(Selection selection, IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var call = await db.Set<Call>().SingleAsync(call => call.Id == selection.CallId, cancellationToken);
        if (call.State != CallProcess.Ranking)
        {
            return Failure.Conflict("call_not_ranked", "The call is \"{0}\". Decisions are made once every submission has been reviewed.", CallProcess.Table.States[call.State].Words.Staff);
        }

        string[] before = selection.Round == SelectionRound.Final && call.Design.Review.HasDefence ? [.. SubmissionProcess.BeforeScores, SubmissionProcess.Scored, SubmissionProcess.Shortlisted] : [.. SubmissionProcess.BeforeScores];
        var waiting = await db.Set<Submission>().CountAsync(submission => submission.CallId == call.Id && EF.Parameter(before).Contains(submission.State), cancellationToken);
        return waiting == 0 ? null : Failure.Conflict("submissions_under_way", "{0} submissions are still being checked, reviewed or defended.", waiting);
    }

    public static async Task<Failure?> EveryoneMustBeDecidedSoundly(Selection selection, IServiceProvider services, CancellationToken cancellationToken)
    {
        var call = await services.GetRequiredService<CallDesk>().FindAsync(await SlugAsync(selection, services, cancellationToken), cancellationToken);
        var board = await services.GetRequiredService<SelectionDesk>().LoadAsync(call!, selection.Round, cancellationToken);
        var open = board.Open.ToList();
        var undecided = open.Count(candidate => selection.Find(candidate.Id) is null or { Outcome: DecisionOutcome.Undecided });
        if (undecided > 0)
        {
            return Failure.Conflict("submissions_undecided", "{0} submissions are still undecided.", undecided);
        }

        return Wrong(board, open.Select(candidate => selection.Find(candidate.Id)!).Select(row => new Decision(row.SubmissionId, row.Outcome, row.AmountMinor, row.Note))) is [var first, ..]
            ? Failure.Conflict(first.Code, first.Message, first.Arguments)
            : null;
    }

    /// <summary>What cannot stand of decisions, also while they are being prepared; the field is the submission's id.</summary>
    public static IReadOnlyList<FieldFailure> Wrong(Board board, IEnumerable<Decision> decisions)
    {
        var wrong = new List<FieldFailure>();
        var candidates = board.Open.ToDictionary(candidate => candidate.Id);
        var money = board.Money;
        foreach (var decision in decisions.Where(decision => decision.Outcome != DecisionOutcome.Undecided && candidates.ContainsKey(decision.SubmissionId)))
        {
            var candidate = candidates[decision.SubmissionId];
            if (!board.Outcomes.Contains(decision.Outcome))
            {
                wrong.Add(new FieldFailure(candidate.Id.ToString(), "outcome_of_other_round", "This is not decided in this round."));
            }
            else if (decision.Outcome is DecisionOutcome.Choose or DecisionOutcome.Reserve)
            {
                wrong.AddRange(WrongAward(board, candidate, decision, money));
            }
        }

        return wrong;
    }

    private static IEnumerable<FieldFailure> WrongAward(Board board, Candidate candidate, Decision decision, AwardMoney money)
    {
        var (field, number) = (candidate.Id.ToString(), candidate.Submission.Number ?? 0);
        if (!board.Passes(candidate))
        {
            yield return new FieldFailure(field, "below_pass_mark", "Number {0} is below the pass mark of {1} points, so it cannot be chosen.", number, board.Call.Design.Review.PassMark);
        }

        if (decision.AmountMinor <= 0 || decision.AmountMinor > board.MostOf(candidate))
        {
            yield return new FieldFailure(field, "award_out_of_range", "Number {0} is given more than nothing and at most {1}.", number, Money.Format(board.MostOf(candidate), board.Currency));
        }
        else if (decision.Outcome == DecisionOutcome.Choose && money.Take(decision.AmountMinor) is null)
        {
            yield return new FieldFailure(field, "money_exceeded", "With number {0} more would be given than the call has: {1} are left before it.", number, Money.Format(Math.Max(0, money.LeftMinor), board.Currency));
        }
    }

    private static Task<string> SlugAsync(Selection selection, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<CharityDbContext>().Set<Call>().Where(call => call.Id == selection.CallId).Select(call => call.Slug).SingleAsync(cancellationToken);
}
