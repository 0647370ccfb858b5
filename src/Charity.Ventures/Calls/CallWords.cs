using Charity.Ventures.Forms;

namespace Charity.Ventures.Calls;

/// <summary>English words, keys of their translations.</summary>
internal static class CallWords
{
    public static string Of(FieldKind kind) => kind switch
    {
        FieldKind.Text => "One line of text",
        FieldKind.LongText => "Several paragraphs",
        FieldKind.Choice => "One of several choices",
        FieldKind.Choices => "Any of several choices",
        FieldKind.Number => "A number",
        FieldKind.Date => "A date",
        FieldKind.Table => "A table",
        FieldKind.Areas => "Streets and communities",
        FieldKind.Needs => "Needs of communities",
        FieldKind.People => "People",
        FieldKind.Files => "Documents",
        FieldKind.Budget => "The budget",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    public static string Of(InstalmentCondition condition) => condition switch
    {
        InstalmentCondition.AgreementSigned => "the agreement is signed",
        InstalmentCondition.MidTermPassed => "the mid-term evaluation is passed",
        InstalmentCondition.FinalPassed => "the final evaluation is passed",
        InstalmentCondition.ReportsIn => "all reports are in",
        InstalmentCondition.FindingsClosed => "what monitoring found is mended",
        _ => throw new InvalidOperationException($"Unknown condition {condition}."),
    };

    /// <summary>1A to 5A.</summary>
    public static string Grade(int grade) => FormattableString.Invariant($"{grade}A");

    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        CallProcess.Open or CallProcess.Awarded => "badge-success",
        CallProcess.Draft or CallProcess.Discarded or CallProcess.Finished => "badge-quiet",
        CallProcess.Cancelled => "badge-danger",
        _ => "badge-info",
    };
}
