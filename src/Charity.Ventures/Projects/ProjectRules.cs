using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Projects;

/// <summary>What a project's moves wait for.</summary>
internal static class ProjectRules
{
    public static async Task<Failure?> AgreementMustBeSigned(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        (await FactsAsync(project, services, cancellationToken)).Agreement.CountersignedUtc is null
            ? Failure.Conflict("agreement_unsigned", "Not both sides have signed the agreement.")
            : null;

    public static Task<Failure?> FirstDayMustHaveCome(Project project, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        project.RunsFrom > Today(services) ? Failure.Conflict("first_day_ahead", "The project begins on {0}.", project.RunsFrom) : null);

    public static Task<Failure?> MidTermDayMustHaveCome(Project project, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        project.IsMidTermAsked || project.MidTermOn is null || project.MidTermOn > Today(services) ? Failure.Conflict("mid_term_not_due", "There is no mid-term evaluation to ask for.") : null);

    public static Task<Failure?> LastDayMustBeOver(Project project, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        project.RunsUntil >= Today(services) ? Failure.Conflict("project_runs", "The project runs until {0}.", project.RunsUntil) : null);

    public static async Task<Failure?> MidTermMustBePassed(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        (await FactsAsync(project, services, cancellationToken)).MidTerm?.State == EvaluationProcess.Passed
            ? null
            : Failure.Conflict("mid_term_not_passed", "The mid-term evaluation is not passed.");

    public static async Task<Failure?> FinalMustBePassed(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        (await FactsAsync(project, services, cancellationToken)).Final?.State == EvaluationProcess.Passed
            ? null
            : Failure.Conflict("final_not_passed", "The final evaluation is not passed.");

    public static async Task<Failure?> FindingsMustBeClosed(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        (await FactsAsync(project, services, cancellationToken)).FindingOpenSinceUtc is null
            ? null
            : Failure.Conflict("findings_open", "Something that monitoring found is not mended yet.");

    public static Task<Failure?> ProjectMustBeImported(Project project, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        project.IsImported ? null : Failure.Conflict("not_imported", "Only a project of an imported list is taken over as it ended."));

    /// <summary>The system does it for recipes, an officer with a list.</summary>
    public static async Task<Failure?> OnlyThoseWhoRunCalls(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IPermissionService>().CheckAsync(Permissions.ManageCalls, cancellationToken);

    /// <summary>Whoever belongs to the organisation or declared an interest decides nothing about its project.</summary>
    public static Task<Failure?> OfficerMustBeImpartial(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DutyCheck>().RefusalAsync(project, Duty.Monitor, Permissions.ManageProjects, cancellationToken);

    private static Task<ProjectFacts> FactsAsync(Project project, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ProjectFactsReader>().OfAsync(project, cancellationToken);

    private static DateOnly Today(IServiceProvider services) => services.GetRequiredService<SiteTime>().Today;
}
