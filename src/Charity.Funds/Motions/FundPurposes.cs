using Charity.Funds.Register;
using Charity.Platform.Text;

namespace Charity.Funds.Motions;

/// <param name="Key">Where it stands: posted by the form.</param>
internal sealed record FundPurpose(string Key, LocalizedText Text);

/// <summary>What a fund's money may be spent on: its purpose, and what its filed plan says of purpose and use, line by line. The same words count once.</summary>
internal static class FundPurposes
{
    public static IReadOnlyList<FundPurpose> Of(Fund fund) =>
    [
        .. new[] { ("purpose", fund.Purpose), ("plan", fund.Campaign?.PlanPurpose) }.Where(item => item.Item2 is not null).Select(item => new FundPurpose(item.Item1, item.Item2!))
            .Concat(Lines(fund.Campaign?.PlanUseOfFunds))
            .DistinctBy(purpose => purpose.Text.Zh),
    ];

    /// <summary>Each line of the plan's uses is one, with its English where both have as many lines.</summary>
    private static IEnumerable<FundPurpose> Lines(LocalizedText? uses)
    {
        var zh = Split(uses?.Zh);
        var en = Split(uses?.En);
        return zh.Select((line, index) => new FundPurpose($"use-{index + 1}", new LocalizedText(line, en.Length == zh.Length ? en[index] : null)));
    }

    private static string[] Split(string? text) => (text ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
