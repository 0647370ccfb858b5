namespace Charity.Ventures.Submissions;

/// <summary>How one rule of a call stands for an applicant.</summary>
internal enum RuleOutcome
{
    Met,

    /// <summary>It rests on the organisation's own word; the office has to look.</summary>
    Unconfirmed,
    NotMet,
}

/// <param name="Rule">The rule's name in <see cref="EligibilityCheck"/>.</param>
/// <param name="Reason">English, the key of its translation; <paramref name="Arguments"/> fill its placeholders.</param>
internal sealed record RuleAnswer(string Rule, RuleOutcome Outcome, string Reason, IReadOnlyList<string> Arguments);

/// <summary>The office's decision about a rule that was not simply met, with its written reason.</summary>
internal sealed record RuleOverride(string Rule, bool IsMet, string Reason, string ByName, DateTime AtUtc);

/// <summary>A submission against its call's rules, as of a day, with what the office decided about single rules.</summary>
internal sealed record EligibilityReport(IReadOnlyList<RuleAnswer> Answers, IReadOnlyList<RuleOverride> Overrides)
{
    public static EligibilityReport None { get; } = new([], []);

    /// <summary>The office's word counts where there is one.</summary>
    public RuleOutcome OutcomeOf(RuleAnswer answer) => Overrides.LastOrDefault(decided => decided.Rule == answer.Rule) switch
    {
        null => answer.Outcome,
        { IsMet: true } => RuleOutcome.Met,
        _ => RuleOutcome.NotMet,
    };

    /// <summary>Rules that stand against it, or that nobody has looked at.</summary>
    public IEnumerable<RuleAnswer> Open => Answers.Where(answer => OutcomeOf(answer) != RuleOutcome.Met);
}
