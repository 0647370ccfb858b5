namespace Charity.Ventures.Decisions;

/// <summary>Where an office draws the line through the ranking.</summary>
/// <param name="BudgetMinor">Money to give out; null for all the call has left.</param>
/// <param name="MostPerArea">Projects chosen in one area at most; null without a quota.</param>
/// <param name="Reserves">How many of the next ones go to the reserve list.</param>
/// <param name="Invites">How many are invited to the defence.</param>
internal sealed record FundingLine(long? BudgetMinor = null, int? MostPerArea = null, int Reserves = 0, int Invites = 0)
{
    public static FundingLine None { get; } = new();

    /// <summary>
    /// Goes down the ranking. The first one the money does not reach ends it: whoever ranks higher is never passed over for a cheaper one.
    /// A full area is passed over; who is passed over or comes right after the line is first on the reserve list.
    /// </summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="leftMinor">What the call has to give.</param>
    public IReadOnlyList<Decision> Draw(SelectionRound round, IReadOnlyList<RankedCandidate> ranked, long leftMinor)
    {
        if (round == SelectionRound.Written)
        {
            return [.. ranked.Select((candidate, place) => new Decision(candidate.SubmissionId, place < Invites && candidate.HasScore ? DecisionOutcome.Invite : DecisionOutcome.Decline, 0, null))];
        }

        var decisions = new List<Decision>(ranked.Count);
        var (left, reserves, isReached) = (Math.Min(BudgetMinor ?? leftMinor, leftMinor), 0, false);
        var chosen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var candidate in ranked)
        {
            if (!candidate.Passes || candidate.MostMinor <= 0)
            {
                decisions.Add(new Decision(candidate.SubmissionId, DecisionOutcome.Decline, 0, null));
                continue;
            }

            var isFull = chosen.GetValueOrDefault(candidate.AreaCode) >= (MostPerArea ?? int.MaxValue);
            isReached |= !isFull && candidate.MostMinor > left;
            if (!isFull && !isReached)
            {
                left -= candidate.MostMinor;
                chosen[candidate.AreaCode] = chosen.GetValueOrDefault(candidate.AreaCode) + 1;
                decisions.Add(new Decision(candidate.SubmissionId, DecisionOutcome.Choose, candidate.MostMinor, null));
            }
            else
            {
                var isReserve = reserves++ < Reserves;
                decisions.Add(new Decision(candidate.SubmissionId, isReserve ? DecisionOutcome.Reserve : DecisionOutcome.Decline, isReserve ? candidate.MostMinor : 0, null));
            }
        }

        return decisions;
    }
}

/// <summary>What the line needs to know of a submission.</summary>
/// <param name="MostMinor">What it may be given: what it asks for, within the call's most for one project.</param>
/// <param name="HasScore">It was scored at all.</param>
/// <param name="Passes">It reached the call's pass mark.</param>
internal sealed record RankedCandidate(Guid SubmissionId, string AreaCode, long MostMinor, bool HasScore, bool Passes);
