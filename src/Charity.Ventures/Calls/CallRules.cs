using Charity.Funds.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Decisions;
using Charity.Ventures.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Calls;

/// <summary>What a call needs before people rely on it, and what the clock waits for.</summary>
internal static class CallRules
{
    public static async Task<Failure?> CallMustBeReady(Call call, IServiceProvider services, CancellationToken cancellationToken)
    {
        var missing = Missing(call, services.GetRequiredService<SiteTime>().Today).ToList();
        missing.AddRange(await MissingFundsAsync(call, services.GetRequiredService<IFunds>(), cancellationToken));
        return missing.Count == 0 ? null : Failure.Invalid("call_not_ready", "The call cannot be announced yet. Still missing: {0}.", missing.Count) with { Fields = missing };
    }

    public static Task<Failure?> NeedsMustHaveADay(Call call, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        call.Design.Timetable.NeedsFrom is null
            ? Failure.Field("Timetable", "needs_day_missing", "Say in the timetable from which day needs are collected.")
            : null);

    public static Task<Failure?> FirstDayMustHaveCome(Call call, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        call.OpensUtc > services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime
            ? Failure.Conflict("not_open_yet", "Submissions begin later.")
            : null);

    public static Task<Failure?> GraceMustBeOver(Call call, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        call.GraceEndsUtc > services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime
            ? Failure.Conflict("still_open", "Submissions are still being taken.")
            : null);

    /// <summary>To end a call is to decide about everybody who takes part in it.</summary>
    public static Task<Failure?> CancellerMustBeApart(Call call, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DeciderCheck>().RefusalAsync(call.Id, Permissions.ManageCalls, cancellationToken);

    public static Task<Failure?> CallMustBeImported(Call call, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        call.IsImported ? null : Failure.Conflict("not_imported", "Only a call of an imported list is taken over as it ended."));

    /// <summary>The system does it for recipes, an officer with a list.</summary>
    public static async Task<Failure?> OnlyThoseWhoRunCalls(Call call, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IPermissionService>().CheckAsync(Permissions.ManageCalls, cancellationToken);

    public static Task<Failure?> YearMustBeOver(Call call, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        call.Design.Timetable.RunsUntil is { } last && last < services.GetRequiredService<SiteTime>().Today ? null
        : Failure.Conflict("year_not_over", "Only a year that is over is taken over from a list."));

    /// <summary>Everything that is missing, item by item; the field is the page of the editor that mends it.</summary>
    public static IEnumerable<FieldFailure> Missing(Call call, DateOnly today) =>
    [
        .. TextsMustBeThere(call.Design),
        .. MoneyMustBeThere(call.Design.Money),
        .. TimetableMustBeSound(call.Design.Timetable, today),
        .. ReviewMustBeSound(call.Design.Review),
        .. InstalmentsMustAddUp(call.Design.Instalments),
        .. FormMustBeSound(call.Form.Definition),
    ];

    /// <summary>What an announced call may not lose by an edit: everything it needed, but its last day may have passed.</summary>
    public static IEnumerable<FieldFailure> Lost(Call call) => Missing(call, DateOnly.MinValue);

    /// <summary>What contradicts itself, whether or not anything is missing.</summary>
    public static IEnumerable<FieldFailure> FormMustBeSound(FormDefinition form) => Pick(
        (!form.Fields.Any(), new("Form", "form_empty", "The form has no question.")),
        (form.Fields.Count(field => field.Kind == FieldKind.Budget) != 1, new("Form", "form_without_budget", "The form needs the budget exactly once.")));

    private static IEnumerable<FieldFailure> TextsMustBeThere(CallDesign design) => Pick(
        (IsMissing(design.Summary), new("Texts", "summary_missing", "The summary is missing.")),
        (IsMissing(design.Guidance), new("Texts", "guidance_missing", "The guidance for applicants is missing.")),
        (IsMissing(design.Contact), new("Texts", "contact_missing", "It does not say whom to ask.")));

    private static IEnumerable<FieldFailure> MoneyMustBeThere(CallMoney money) => Pick(
        (money.TotalMinor <= 0, new("Money", "money_missing", "It does not say where the money comes from.")),
        (money.ProjectCapMinor > money.TotalMinor, new("Money", "cap_over_money", "One project may ask for more than there is.")));

    private static IEnumerable<FieldFailure> TimetableMustBeSound(CallTimetable days, DateOnly today) => Pick(
        (days.OpensOn is null || days.ClosesOn is null, new("Timetable", "days_missing", "The first and the last day for submissions are missing.")),
        (days.ClosesOn < days.OpensOn, new("Timetable", "closes_before_opens", "The last day for submissions lies before the first one.")),
        (days.ClosesOn < today, new("Timetable", "closes_in_past", "The last day for submissions is over.")),
        (days.AnswerOn is null, new("Timetable", "answer_day_missing", "It does not say by when applicants have their answer.")),
        (days.AnswerOn <= days.ClosesOn, new("Timetable", "answer_before_closing", "The answer is promised before submissions close.")),
        (days.RunsFrom is null || days.RunsUntil is null, new("Timetable", "run_missing", "It does not say when projects run.")),
        (days.RunsUntil <= days.RunsFrom, new("Timetable", "run_ends_early", "Projects would end before they begin.")),
        (days.NeedsFrom > days.OpensOn, new("Timetable", "needs_after_opening", "Needs would be collected after submissions have begun.")));

    private static IEnumerable<FieldFailure> ReviewMustBeSound(ReviewDesign review) => Pick(
        (review.Criteria.Count == 0 || review.Criteria.Sum(criterion => criterion.Weight) != 100, new("Review", "weights_not_100", "The criteria's points make {0}, not 100.", review.Criteria.Sum(criterion => criterion.Weight))),
        (review.ReviewersEach < 1, new("Review", "reviewers_missing", "Every submission needs at least one reviewer.")));

    private static IEnumerable<FieldFailure> InstalmentsMustAddUp(IReadOnlyList<InstalmentPlan> instalments) => Pick(
        (instalments.Sum(instalment => instalment.Percent) != 100, new("Instalments", "instalments_not_100", "The instalments make {0} %, not 100 %.", instalments.Sum(instalment => instalment.Percent))));

    private static async Task<IEnumerable<FieldFailure>> MissingFundsAsync(Call call, IFunds funds, CancellationToken cancellationToken)
    {
        var unknown = new List<FieldFailure>();
        foreach (var slug in call.Design.Money.Sources.Select(source => source.FundSlug).OfType<string>())
        {
            if (await funds.FindAsync(slug, cancellationToken) is null)
            {
                unknown.Add(new("Money", "fund_unknown", "There is no fund \"{0}\".", slug));
            }
        }

        return unknown;
    }

    private static IEnumerable<FieldFailure> Pick(params (bool Applies, FieldFailure Failure)[] failures) =>
        failures.Where(failure => failure.Applies).Select(failure => failure.Failure);

    private static bool IsMissing(LocalizedText? text) => string.IsNullOrWhiteSpace(text?.Zh);
}
