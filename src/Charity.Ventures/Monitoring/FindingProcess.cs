using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Monitoring;

/// <summary>How a finding is mended: the organisation says what it has done, the bureau looks and closes it.</summary>
internal static class FindingProcess
{
    public const string Open = nameof(Open);
    public const string Answered = nameof(Answered);
    public const string Closed = nameof(Closed);

    public const string Reply = "answer";
    public const string Close = "close";
    public const string Return = "return";

    public static readonly WorkflowDefinition<Finding> Table = new WorkflowDefinition<Finding>("finding")
        .State(Open, new StateWords("To be mended", "To be mended", "To be mended", "Mend it, then say what you have done."))
        .State(Answered, new StateWords("To be seen again", "The bureau looks at it", "To be mended", "The bureau sees whether it is mended."))
        .State(Closed, new StateWords("Mended", "Mended", "Mended", "It holds nothing any more."), isFinal: true)
        .OwnersMove(Open, Reply, Answered, ActorMustEditTheProject, "Say what was done")
        .Move(Answered, Close, Closed, Permissions.ManageProjects, "It is mended", OfficerMustBeImpartial)
        .Move(Answered, Return, Open, Permissions.ManageProjects, "Not mended yet", OfficerMustBeImpartial);

    private static async Task<Failure?> ActorMustEditTheProject(Finding finding, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        var project = await ProjectAsync(finding, services, cancellationToken);
        return user.IsSystem || (user.Id is { } id
            && await services.GetRequiredService<IOrganisations>().RoleOfAsync(id, project.OrganisationId, cancellationToken) is OrganisationRole.Owner or OrganisationRole.Editor)
            ? null
            : Failure.Forbidden("not_your_role", "Your role in this organisation does not include this. Ask one of its owners.");
    }

    private static async Task<Failure?> OfficerMustBeImpartial(Finding finding, IServiceProvider services, CancellationToken cancellationToken) =>
        await ProjectRules.OfficerMustBeImpartial(await ProjectAsync(finding, services, cancellationToken), services, cancellationToken);

    private static async Task<Project> ProjectAsync(Finding finding, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([finding.ProjectId], cancellationToken) ?? throw new InvalidOperationException("It has no project.");
}
