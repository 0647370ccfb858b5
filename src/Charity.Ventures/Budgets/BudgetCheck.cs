using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Ventures.Budgets;

/// <summary>
/// Holds a budget against its call's rules and names the line, so that the same words stand beside it while somebody types and when it
/// is handed in.
/// </summary>
internal static class BudgetCheck
{
    /// <param name="field">The code of the budget's question.</param>
    /// <param name="capMinor">The most one project may ask for; null without a cap.</param>
    public static IEnumerable<FieldFailure> Wrong(string field, Budget budget, BudgetRules rules, long? capMinor, string currency)
    {
        for (var index = 0; index < budget.Lines.Count; index++)
        {
            foreach (var failure in WrongLine(field, budget.Lines[index], index + 1, rules))
            {
                yield return failure;
            }
        }

        if (capMinor is { } cap && budget.AskedMinor > cap)
        {
            yield return new(field, "over_cap", "One project may ask for at most {0}; this budget asks for {1}.", Money.Format(cap, currency), Money.Format(budget.AskedMinor, currency));
        }

        foreach (var head in rules.Heads.Where(head => head.MaximumPercent is not null))
        {
            // Compared as integers: no rounding decides about a limit.
            if (budget.AskedMinor > 0 && budget.AskedFor(head.Code) * 100 > budget.AskedMinor * head.MaximumPercent!.Value)
            {
                yield return new(
                    field, "head_over_limit", "\"{0}\" may have at most {1} % of what is asked for; it has {2}.",
                    head.Name, head.MaximumPercent.Value, Budget.PercentWords(Budget.Percent(budget.AskedFor(head.Code), budget.AskedMinor)));
            }
        }

        if (rules.OwnMinimumPercent > 0 && budget.OwnMinor * 100 < budget.TotalMinor * rules.OwnMinimumPercent)
        {
            yield return new(field, "own_money_low", "The organisation brings at least {0} % of the whole budget itself; here it is {1}.", rules.OwnMinimumPercent, Money.Format(budget.OwnMinor, currency));
        }
    }

    private static IEnumerable<FieldFailure> WrongLine(string field, BudgetLine line, int number, BudgetRules rules)
    {
        if (rules.Heads.All(head => head.Code != line.Head))
        {
            yield return new(field, "head_unknown", "Line {0}: choose what kind of spending this is.", number);
        }

        if (line.Item.Length == 0)
        {
            yield return new(field, "item_missing", "Line {0}: say what is paid for.", number);
        }

        if (line.TotalMinor is null or 0)
        {
            yield return new(field, "amount_missing", "Line {0}: type what it costs as an amount, like 1200.00.", number);
        }

        if (line.OwnMinor is null)
        {
            yield return new(field, "own_amount_wrong", "Line {0}: type the own part as an amount, or leave it empty.", number);
        }
        else if (line.OwnMinor > (line.TotalMinor ?? 0))
        {
            yield return new(field, "own_over_total", "Line {0}: the own part is larger than what the line costs.", number);
        }

        if (rules.Forbidden.FirstOrDefault(item => item.Words.Any(word => Mentions(line, word))) is { } forbidden)
        {
            yield return new(field, "item_forbidden", "Line {0}: this call does not pay for {1}. Take the line out or pay it yourselves outside this budget.", number, forbidden.Reason);
        }
    }

    private static bool Mentions(BudgetLine line, string word) =>
        line.Item.Contains(word, StringComparison.OrdinalIgnoreCase) || line.Basis.Contains(word, StringComparison.OrdinalIgnoreCase);
}
