using System.Linq.Expressions;
using Charity.Funds.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Donations.Giving;

/// <summary>What is said about a typed amount: one sentence per reason.</summary>
internal static class AmountRules
{
    public static void AmountIsUnderstood<T>(this AbstractValidator<T> validator, Expression<Func<T, AmountParse>> amount) => validator.RuleFor(amount)
        .Must(typed => typed.Problem != AmountProblem.Empty).Says("amount_missing", "Choose or type an amount.")
        .Must(typed => typed.Problem != AmountProblem.NotANumber).Says("amount_not_a_number", "Type the amount as a plain number, such as 100 or 66.66.")
        .Must(typed => typed.Problem != AmountProblem.TooManyDecimals).Says("amount_too_precise", "An amount has at most two decimals, such as 66.66.")
        .Must(typed => typed.Problem != AmountProblem.Negative).Says("amount_negative", "Type an amount above zero.")
        .Must(typed => typed.Problem != AmountProblem.TooLarge).Says("amount_impossible", "This amount is larger than anything we can book. Please look at it again.");

    /// <summary>The settings' limits.</summary>
    public static Failure? Refusal(string field, long minor, string currency, GivingSettings rules) =>
        minor < rules.MinimumMinor ? Failure.Field(field, "amount_too_small", "The smallest gift is {0}.", Money.Format(rules.MinimumMinor, currency))
        : minor > rules.MaximumMinor ? Failure.Field(field, "amount_too_large", "A single gift may be at most {0}. For a larger one, please call us: we would like to thank you in person.", Money.Format(rules.MaximumMinor, currency))
        : null;
}

/// <summary>From when on a donor is asked to look twice.</summary>
internal static class LargeGift
{
    /// <summary>The failure's code that makes the form ask.</summary>
    public const string NeedsConfirmation = "confirm_large_gift";

    public static long From(FundSummary fund, GivingSettings rules) => fund.LargeGiftMinor > 0 ? fund.LargeGiftMinor : rules.LargeGiftMinor;
}
