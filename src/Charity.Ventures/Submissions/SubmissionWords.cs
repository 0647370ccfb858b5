using System.Globalization;
using Charity.Ventures.Screening;

namespace Charity.Ventures.Submissions;

/// <summary>How submissions are shown; words are English, keys of their translations.</summary>
internal static class SubmissionWords
{
    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        SubmissionProcess.Awarded or SubmissionProcess.OnNotice => "badge-success",
        SubmissionProcess.Returned or SubmissionProcess.Revising or SubmissionProcess.Contested => "badge-warning",
        SubmissionProcess.Declined or SubmissionProcess.Ineligible => "badge-danger",
        SubmissionProcess.Draft or SubmissionProcess.Withdrawn or SubmissionProcess.Discarded => "badge-quiet",
        _ => "badge-info",
    };

    /// <summary>Of submissions, counted as far as lists count.</summary>
    public static string Count(int count) => count > SubmissionLists.MostCounted ? $"{SubmissionLists.MostCounted:N0}+" : $"{count:N0}";

    public static string Badge(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Met => "badge-success",
        RuleOutcome.Unconfirmed => "badge-warning",
        _ => "badge-danger",
    };

    /// <summary>Days in an answer are kept as the computer writes them and shown as people do.</summary>
    public static object[] Arguments(RuleAnswer answer) => [.. answer.Arguments.Select(argument =>
        DateOnly.TryParseExact(argument, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (object)day : argument)];

    public static string Of(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Met => "satisfied",
        RuleOutcome.Unconfirmed => "to be confirmed",
        _ => "not satisfied",
    };
}
