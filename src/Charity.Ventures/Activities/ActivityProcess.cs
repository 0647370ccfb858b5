using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Activities;

/// <summary>How an activity lives: announced, held and counted, and looked through by the bureau.</summary>
internal static class ActivityProcess
{
    public const string Planned = nameof(Planned);
    public const string Held = nameof(Held);
    public const string Confirmed = nameof(Confirmed);
    public const string Cancelled = nameof(Cancelled);

    public const string Hold = "hold";
    public const string Reopen = "reopen";
    public const string Confirm = "confirm";
    public const string Return = "return";
    public const string Cancel = "cancel";

    public static readonly WorkflowDefinition<Activity> Table = new WorkflowDefinition<Activity>("activity")
        .State(Planned, new StateWords("Planned", "Planned", "Planned", "After the activity, enter what came of it."))
        .State(Held, new StateWords("Held, to be looked through", "Held", "Held", "It counts. The bureau looks it through."))
        .State(Confirmed, new StateWords("Confirmed", "Confirmed", "Held", "It counts and stays as it is."), isFinal: true)
        .State(Cancelled, new StateWords("Called off", "Called off", null, "It was called off."), isFinal: true)
        .OwnersMove(Planned, Hold, Held, ActorMustEditTheProject, "Enter what came of it", ActivityMustBeOver)
        .OwnersMove(Planned, Cancel, Cancelled, ActorMustEditTheProject, "Call it off")
        .OwnersMove(Held, Reopen, Planned, ActorMustEditTheProject, "Correct it")
        .Move(Held, Confirm, Confirmed, Permissions.ManageProjects, "Confirm", OfficerMustBeImpartial)
        .Move(Held, Return, Planned, Permissions.ManageProjects, "Give back to be corrected", OfficerMustBeImpartial);

    private static async Task<Failure?> ActorMustEditTheProject(Activity activity, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        var project = await ProjectAsync(activity, services, cancellationToken);
        return user.IsSystem || (user.Id is { } id
            && await services.GetRequiredService<IOrganisations>().RoleOfAsync(id, project.OrganisationId, cancellationToken) is OrganisationRole.Owner or OrganisationRole.Editor)
            ? null
            : Failure.Forbidden("not_your_role", "Your role in this organisation does not include this. Ask one of its owners.");
    }

    private static Task<Failure?> ActivityMustBeOver(Activity activity, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        activity.StartsUtc > services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime
            ? Failure.Conflict("activity_ahead", "It has not taken place yet.")
            : null);

    private static async Task<Failure?> OfficerMustBeImpartial(Activity activity, IServiceProvider services, CancellationToken cancellationToken) =>
        await ProjectRules.OfficerMustBeImpartial(await ProjectAsync(activity, services, cancellationToken), services, cancellationToken);

    private static async Task<Project> ProjectAsync(Activity activity, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([activity.ProjectId], cancellationToken) ?? throw new InvalidOperationException("It has no project.");
}
