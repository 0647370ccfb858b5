using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Ventures.Calls;

namespace Charity.Ventures.Submissions;

/// <summary>Holds an organisation's dossier against a call's rules: who applies sees the same answers while writing as the office sees afterwards.</summary>
internal static class EligibilityCheck
{
    public const string Verified = "verified";
    public const string Barred = "barred";
    public const string Registered = "registered";
    public const string Inspection = "inspection";
    public const string Grade = "grade";
    public const string Unfinished = "unfinished";
    public const string Account = "account";

    /// <param name="closesOn">The call's last day, on which the rules are looked at; today before it is set.</param>
    /// <param name="unfinished">Titles of the organisation's projects that are not closed.</param>
    public static IReadOnlyList<RuleAnswer> Of(EligibilityRules rules, OrganisationDossier dossier, DateOnly today, DateOnly? closesOn, IReadOnlyList<string> unfinished)
    {
        var answers = new List<RuleAnswer>
        {
            dossier.Organisation.IsVerified
                ? Met(Verified, "The bureau has verified the organisation's record.")
                : NotMet(Verified, "The bureau has not verified the organisation's record, or it is suspended."),
            dossier.Bars.FirstOrDefault(bar => bar.HoldsOn(today)) is { } bar
                ? NotMet(Barred, "It is excluded from calls until {0}.", Iso(bar.Until))
                : Met(Barred, "It is not excluded from calls."),
        };
        if (rules.MonthsRegistered > 0)
        {
            answers.Add(RegisteredLongEnough(rules.MonthsRegistered, dossier.RegisteredOn, closesOn ?? today));
        }

        if (rules.InspectionPassed)
        {
            answers.Add(InspectionMustBePassed(dossier, today));
        }

        if (rules.GradeAtLeast > 0)
        {
            answers.Add(GradeMustDo(dossier.Grade, rules.GradeAtLeast, closesOn ?? today));
        }

        if (rules.NoUnfinishedProject)
        {
            answers.Add(unfinished.Count == 0
                ? Met(Unfinished, "It has no unfinished project of an earlier call.")
                : NotMet(Unfinished, "The project \"{0}\" is not finished yet.", unfinished[0]));
        }

        if (rules.BankAccountProved)
        {
            answers.Add(dossier.IsAccountProved ? Met(Account, "The bank account was proved.") : NotMet(Account, "The bureau has not seen that the bank account is the organisation's."));
        }

        return answers;
    }

    private static RuleAnswer RegisteredLongEnough(int months, DateOnly? registeredOn, DateOnly on) => registeredOn switch
    {
        null => NotMet(Registered, "The day of registration is missing in the organisation's record."),
        { } day when day.AddMonths(months) <= on => Met(Registered, "Registered since {0}.", Iso(day)),
        { } day => NotMet(Registered, "Registered since {0}; on the call's last day that is less than {1} months.", Iso(day), months.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>The last inspection is last year's; in the first half of a year the one before still counts, because last year's is under way until the end of June.</summary>
    private static RuleAnswer InspectionMustBePassed(OrganisationDossier dossier, DateOnly today)
    {
        var last = dossier.Inspections.Where(inspection => inspection.Result != InspectionResult.NotYet).MaxBy(inspection => inspection.Year);
        var year = last?.Year.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
        var oldest = today.Month <= 6 ? today.Year - 2 : today.Year - 1;
        return last switch
        {
            null when dossier.RegisteredOn?.Year >= today.Year - 1 => Unconfirmed(Inspection, "It is too young to have been inspected."),
            null => NotMet(Inspection, "The record holds no annual inspection."),
            { Result: InspectionResult.Failed } => NotMet(Inspection, "The annual inspection {0} was not passed.", year),
            _ when last.Year < oldest => NotMet(Inspection, "The last annual inspection in the record is of {0}; add the newer one.", year),
            { Result: InspectionResult.Passed, IsConfirmed: true } => Met(Inspection, "The annual inspection {0} was passed.", year),
            { Result: InspectionResult.BasicallyPassed } => Unconfirmed(Inspection, "The annual inspection {0} was passed with conditions.", year),
            _ => Unconfirmed(Inspection, "The annual inspection {0} was passed by the organisation's own word; the bureau has not confirmed it.", year),
        };
    }

    private static RuleAnswer GradeMustDo(GradeFact? grade, int least, DateOnly on)
    {
        var wanted = CallWords.Grade(least);
        return grade switch
        {
            null => NotMet(Grade, "The record holds no evaluation grade; {0} or better is needed.", wanted),
            _ when !grade.IsValidOn(on) => NotMet(Grade, "The grade {0} ends on {1}.", CallWords.Grade(grade.Level), Iso(grade.ValidUntil)),
            _ when grade.Level < least => NotMet(Grade, "The grade is {0}; {1} or better is needed.", CallWords.Grade(grade.Level), wanted),
            { IsConfirmed: true } => Met(Grade, "The grade is {0}.", CallWords.Grade(grade.Level)),
            _ => Unconfirmed(Grade, "The grade is {0} by the organisation's own word; the bureau has not confirmed it.", CallWords.Grade(grade.Level)),
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static RuleAnswer Met(string rule, string reason, params string[] arguments) => new(rule, RuleOutcome.Met, reason, arguments);

    private static RuleAnswer Unconfirmed(string rule, string reason, params string[] arguments) => new(rule, RuleOutcome.Unconfirmed, reason, arguments);

    private static RuleAnswer NotMet(string rule, string reason, params string[] arguments) => new(rule, RuleOutcome.NotMet, reason, arguments);
}
