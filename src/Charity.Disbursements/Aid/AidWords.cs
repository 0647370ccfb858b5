using Charity.Platform.Localization;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>How a person's aid stands, as anybody may know it.</summary>
internal enum RecipientState
{
    Waiting,
    Approved,
    WithTheBank,
    Paid,
    Refused,
    Ended,
}

/// <summary>How aid is put into words; English, the keys of their translations.</summary>
internal static class AidWords
{
    public static string Of(AidKind kind) => kind switch
    {
        AidKind.TemporaryAid => "Temporary aid",
        AidKind.Insurance => "Insurance",
        AidKind.Subsidy => "Subsidy",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(AidRhythm rhythm) => rhythm switch
    {
        AidRhythm.Month => "every month",
        AidRhythm.Quarter => "every quarter",
        AidRhythm.Year => "every year",
        _ => throw new ArgumentOutOfRangeException(nameof(rhythm)),
    };

    public static string Of(AidStanding standing) => standing switch
    {
        AidStanding.Asked => "Waits for approval",
        AidStanding.Approved => "Being paid",
        AidStanding.Paid => "Paid out",
        AidStanding.Ended => "Not paid",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    public static string Badge(AidStanding standing) => standing switch
    {
        AidStanding.Asked => "badge-accent",
        AidStanding.Approved => "badge-info",
        AidStanding.Paid => "badge-success",
        _ => "badge-quiet",
    };

    public static string Of(RecipientState state) => state switch
    {
        RecipientState.Waiting => "Waits for approval",
        RecipientState.Approved => "Approved, not yet sent to the bank",
        RecipientState.WithTheBank => "With the bank",
        RecipientState.Paid => "Paid out",
        RecipientState.Refused => "The bank could not pay it",
        RecipientState.Ended => "Not paid",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Badge(RecipientState state) => state switch
    {
        RecipientState.Waiting => "badge-accent",
        RecipientState.Approved or RecipientState.WithTheBank => "badge-info",
        RecipientState.Paid => "badge-success",
        RecipientState.Refused => "badge-danger",
        _ => "badge-quiet",
    };

    /// <summary>All that is wrong with a row, in the reader's language.</summary>
    public static string InWords(IStringLocalizer texts, IReadOnlyList<AidProblem> problems) =>
        texts.Sentences(problems.Select(problem => texts["{0}: {1}", problem.Column.Heading, texts.Say(problem.Failure)]));

    /// <summary>The bank's reason as somebody understands it who never saw the inside of one.</summary>
    public static LocalizedString Plainly(IStringLocalizer texts, string? reason) => reason switch
    {
        not null when Says(reason, "户名", "姓名", "NAME", "BE01", "AC16") => texts["The name at the bank is not the name on the list."],
        not null when Says(reason, "销户", "注销", "CLOSED", "AC04") => texts["The account has been closed."],
        not null when Says(reason, "冻结", "止付", "挂失", "BLOCKED", "FROZEN", "AC06") => texts["The account is blocked."],
        not null when Says(reason, "账号", "帐号", "账户", "卡号", "不存在", "ACCOUNT", "AC01", "AC03") => texts["There is no account with this number."],
        _ => texts["The bank gave no reason that we could pass on."],
    };

    private static bool Says(string reason, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (reason.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
