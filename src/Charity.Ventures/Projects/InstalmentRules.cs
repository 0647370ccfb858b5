using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Contracts;
using Charity.Ventures.Evaluations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Projects;

/// <summary>Who has to do something before money can move.</summary>
internal enum WaitsWith
{
    Organisation,
    Bureau,
    Experts,

    /// <summary>Nobody: its day has not come.</summary>
    Calendar,
}

/// <summary>Why an instalment is not paid: what is missing, who has to do it, and since when it has been with them.</summary>
/// <param name="Condition">Null when all conditions are met and the payment itself is waited for.</param>
/// <param name="Until">The day before which nothing is expected of anybody; only with <see cref="WaitsWith.Calendar"/>.</param>
internal sealed record InstalmentWait(InstalmentCondition? Condition, WaitsWith With, DateTime SinceUtc, DateOnly? Until = null);

/// <summary>The one place that says whether an instalment is due, and if not why and with whom it waits.</summary>
internal static class InstalmentRules
{
    /// <summary>What keeps the instalment from being due, in the order of its conditions; empty when nothing does.</summary>
    public static IReadOnlyList<InstalmentWait> Missing(Project project, Instalment instalment, ProjectFacts facts) =>
        [.. instalment.Conditions.Select(condition => Missing(project, condition, facts)).OfType<InstalmentWait>()];

    /// <summary>Why the instalment is not paid yet, also while it is due.</summary>
    public static IReadOnlyList<InstalmentWait> Waits(Project project, Instalment instalment, ProjectFacts facts) => instalment.State switch
    {
        InstalmentProcess.Waiting => Missing(project, instalment, facts),
        InstalmentProcess.Due => [new InstalmentWait(null, WaitsWith.Organisation, instalment.DueSinceUtc ?? project.AwardedUtc)],
        InstalmentProcess.Requested => [new InstalmentWait(null, WaitsWith.Bureau, instalment.DueSinceUtc ?? project.AwardedUtc)],
        _ => [],
    };

    public static async Task<Failure?> ConditionsMustHold(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        await IsOverAsync(instalment, services, cancellationToken) || (await MissingAsync(instalment, services, cancellationToken)).Count > 0
            ? Failure.Conflict("instalment_not_due", "This instalment is not due: not all of its conditions are met.")
            : null;

    public static async Task<Failure?> ConditionMustBeBroken(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        (await MissingAsync(instalment, services, cancellationToken)).Count == 0
            ? Failure.Conflict("instalment_due", "This instalment is due: all of its conditions are met.")
            : null;

    /// <summary>The project was terminated, or has given up all of the instalment.</summary>
    public static async Task<Failure?> NothingMayBeLeftToPay(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        instalment.AmountMinor == 0 || (await ProjectAsync(instalment, services, cancellationToken)).State == ProjectProcess.Terminated
            ? null
            : Failure.Conflict("project_goes_on", "The project goes on; its instalments are not stopped.");

    public static Task<Failure?> PaymentMustBeAskedFor(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        StandingMustBeAsync(instalment, PaymentStanding.Requested, Failure.Conflict("payment_not_asked", "Nobody has asked for the payment of this instalment."), services, cancellationToken);

    public static Task<Failure?> NobodyMayAskForIt(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        StandingMustBeAsync(instalment, PaymentStanding.None, Failure.Conflict("payment_asked", "The payment of this instalment has been asked for."), services, cancellationToken);

    public static Task<Failure?> PaymentMustBeMade(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        StandingMustBeAsync(instalment, PaymentStanding.Paid, Failure.Conflict("payment_not_made", "This instalment has not been paid."), services, cancellationToken);

    public static async Task<Failure?> PaymentMustHaveComeBack(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        await PaymentMustBeMade(instalment, services, cancellationToken) is null ? Failure.Conflict("payment_stands", "The payment has not come back.") : null;

    private static async Task<Failure?> StandingMustBeAsync(Instalment instalment, PaymentStanding standing, Failure otherwise, IServiceProvider services, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<ProjectFactsReader>().OfAsync(await ProjectAsync(instalment, services, cancellationToken), cancellationToken)).StandingOf(instalment) == standing ? null : otherwise;

    private static InstalmentWait? Missing(Project project, InstalmentCondition condition, ProjectFacts facts) => condition switch
    {
        InstalmentCondition.AgreementSigned => Agreement(project, facts.Agreement),
        InstalmentCondition.MidTermPassed => Evaluation(project, condition, facts.MidTerm, project.MidTermOn ?? project.RunsUntil),
        InstalmentCondition.FinalPassed => Evaluation(project, condition, facts.Final, project.RunsUntil.AddDays(1)),
        InstalmentCondition.ReportsIn => facts.ReportMissingSince is { } since ? new InstalmentWait(condition, WaitsWith.Organisation, since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) : null,
        InstalmentCondition.FindingsClosed => facts.FindingOpenSinceUtc is { } since ? new InstalmentWait(condition, WaitsWith.Organisation, since) : null,
        _ => throw new InvalidOperationException($"Unknown condition {condition}."),
    };

    private static InstalmentWait? Agreement(Project project, AgreementFact agreement) => agreement switch
    {
        { CountersignedUtc: not null } => null,
        { OfferedUtc: null } => new InstalmentWait(InstalmentCondition.AgreementSigned, WaitsWith.Bureau, project.AwardedUtc),
        { OrganisationSignedUtc: null } => new InstalmentWait(InstalmentCondition.AgreementSigned, WaitsWith.Organisation, agreement.OfferedUtc!.Value),
        _ => new InstalmentWait(InstalmentCondition.AgreementSigned, WaitsWith.Bureau, agreement.OrganisationSignedUtc!.Value),
    };

    private static InstalmentWait? Evaluation(Project project, InstalmentCondition condition, EvaluationFact? evaluation, DateOnly day) => evaluation switch
    {
        null => new InstalmentWait(condition, WaitsWith.Calendar, project.AwardedUtc, day),
        { State: EvaluationProcess.Passed } => null,
        { State: EvaluationProcess.Submitted } => new InstalmentWait(condition, WaitsWith.Experts, evaluation.SinceUtc),
        { State: EvaluationProcess.Failed } => new InstalmentWait(condition, WaitsWith.Bureau, evaluation.SinceUtc),
        _ => new InstalmentWait(condition, WaitsWith.Organisation, evaluation.SinceUtc),
    };

    private static async Task<IReadOnlyList<InstalmentWait>> MissingAsync(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken)
    {
        var project = await ProjectAsync(instalment, services, cancellationToken);
        return Missing(project, instalment, await services.GetRequiredService<ProjectFactsReader>().OfAsync(project, cancellationToken));
    }

    private static async Task<bool> IsOverAsync(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        (await ProjectAsync(instalment, services, cancellationToken)).State == ProjectProcess.Terminated;

    private static async Task<Project> ProjectAsync(Instalment instalment, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([instalment.ProjectId], cancellationToken)
            ?? throw new InvalidOperationException($"Instalment {instalment.Id} has no project.");
}
