using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Evaluations;

/// <summary>How an evaluation goes: the report in time, or it is failed; the experts' marks decide; a second chance is given at most once.</summary>
internal static class EvaluationProcess
{
    public const string Due = nameof(Due);
    public const string Submitted = nameof(Submitted);
    public const string Passed = nameof(Passed);
    public const string Failed = nameof(Failed);

    public const string Submit = "submit";
    public const string Late = "late";
    public const string Pass = "pass";
    public const string Fail = "fail";
    public const string SecondChance = "second-chance";

    public static readonly WorkflowDefinition<Evaluation> Table = new WorkflowDefinition<Evaluation>("evaluation")
        .State(Due, new StateWords("Report to be handed in", "Report to be handed in", "Report to be handed in", "Hand in the report by its last day; a missing report means failed."))
        .State(Submitted, new StateWords("Being assessed", "Being assessed", "Being assessed", "Experts mark the report; their average decides."))
        .State(Passed, new StateWords("Passed", "Passed", "Passed", "What waited for it is due."), isFinal: true)
        .State(Failed, new StateWords("Failed", "Failed", "Failed", "Payments stop. The bureau gives a second chance once, or terminates the project."))
        .OwnersMove(Due, Submit, Submitted, ActorMustEditTheProject, "Hand in the report", DayMustNotBeOver)
        .Move(Due, Late, Failed, null, "No report came in time", GraceMustBeOver)
        .Move(Submitted, Pass, Passed, Permissions.ManageProjects, "Conclude: passed", OfficerMustBeImpartial, MarksMustBeIn, MarkMustReach)
        .Move(Submitted, Fail, Failed, Permissions.ManageProjects, "Conclude: failed", OfficerMustBeImpartial, MarksMustBeIn, MarkMustNotReach)
        .Move(Failed, SecondChance, Due, Permissions.ManageProjects, "Give a second chance", OfficerMustBeImpartial, ChanceMustBeLeft);

    private static async Task<Failure?> ActorMustEditTheProject(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        var project = await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([evaluation.ProjectId], cancellationToken);
        return user.IsSystem || (user.Id is { } id
            && await services.GetRequiredService<IOrganisations>().RoleOfAsync(id, project!.OrganisationId, cancellationToken) is OrganisationRole.Owner or OrganisationRole.Editor)
            ? null
            : Failure.Forbidden("not_your_role", "Your role in this organisation does not include this. Ask one of its owners.");
    }

    private static async Task<Failure?> OfficerMustBeImpartial(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => await ProjectRules.OfficerMustBeImpartial(
        await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([evaluation.ProjectId], cancellationToken) ?? throw new InvalidOperationException("It has no project."), services, cancellationToken);

    private static Task<Failure?> DayMustNotBeOver(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        Today(services) > evaluation.GraceUntil ? Failure.Conflict("report_late", "The last day for this report was {0}.", evaluation.DueOn) : null);

    private static Task<Failure?> GraceMustBeOver(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        Today(services) <= evaluation.GraceUntil ? Failure.Conflict("report_not_late", "The report is still taken.") : null);

    private static Task<Failure?> MarksMustBeIn(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        !evaluation.Current.Any() ? Failure.Conflict("no_experts", "Ask at least one expert to mark the report.")
            : evaluation.Current.Any(assessment => assessment.HandedInUtc is null) ? Failure.Conflict("marks_missing", "Not every expert has marked the report.")
            : null);

    private static Task<Failure?> MarkMustReach(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        IsReached(evaluation) ? null : Failure.Conflict("mark_too_low", "The experts' average is below {0} points.", evaluation.PassMark));

    private static Task<Failure?> MarkMustNotReach(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        IsReached(evaluation) ? Failure.Conflict("mark_reached", "The experts' average reaches {0} points.", evaluation.PassMark) : null);

    private static Task<Failure?> ChanceMustBeLeft(Evaluation evaluation, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        evaluation.Round > 1 ? Failure.Conflict("second_chance_used", "A second chance is given once.") : null);

    private static bool IsReached(Evaluation evaluation)
    {
        var totals = evaluation.Current.Select(assessment => assessment.TotalTenths ?? 0).ToList();
        return totals.Count > 0 && totals.Sum() / totals.Count >= evaluation.PassMark * 10;
    }

    private static DateOnly Today(IServiceProvider services) => services.GetRequiredService<SiteTime>().Today;
}
