using Charity.Organisations.Contracts;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;

namespace Charity.Ventures.Decisions;

/// <summary>A submission on the board.</summary>
/// <param name="Area">Where it works first; quotas count it there.</param>
/// <param name="Defence">The jurors' mean, in points of 100; null without a defence.</param>
/// <param name="Final">What ranks it; null while it has no score.</param>
/// <param name="Rank">1 for the best; equal scores share it.</param>
internal sealed record Candidate(Submission Submission, OrganisationSummary? Organisation, string AreaCode, LocalizedText? Area, WrittenScore? Written, decimal? Defence, decimal? Final, int? Rank)
{
    public Guid Id => Submission.Id;

    public string OrganisationName => Organisation?.Name.ToString() ?? string.Empty;
}

/// <summary>One round of a call's decisions with everything that bears on it.</summary>
/// <param name="Selection">Null before the first decision was saved.</param>
/// <param name="Candidates">Best first.</param>
internal sealed record Board(Call Call, SelectionRound Round, Selection? Selection, IReadOnlyList<Candidate> Candidates, IReadOnlyList<AwardPart> Held)
{
    public CallMoney CallMoney => Call.Design.Money;

    public string Currency => CallMoney.Currency;

    /// <summary>What is not promised to a project yet.</summary>
    public AwardMoney Money => new(CallMoney, Held);

    /// <summary>Still to be decided in this round: whoever withdrew is not.</summary>
    public IEnumerable<Candidate> Open => Candidates.Where(candidate => SelectionDesk.StateOf(Call, Round) == candidate.Submission.State);

    public IReadOnlyList<DecisionOutcome> Outcomes => Round == SelectionRound.Written ? [DecisionOutcome.Invite, DecisionOutcome.Decline] : [DecisionOutcome.Choose, DecisionOutcome.Reserve, DecisionOutcome.Decline];

    public long MostOf(Candidate candidate) => Math.Min(candidate.Submission.AskedMinor, CallMoney.ProjectCapMinor ?? long.MaxValue);

    public bool Passes(Candidate candidate) => candidate.Final >= Call.Design.Review.PassMark;

    public IReadOnlyList<RankedCandidate> Ranked =>
        [.. Open.Select(candidate => new RankedCandidate(candidate.Id, candidate.AreaCode, MostOf(candidate), candidate.Final is not null, Passes(candidate)))];
}
