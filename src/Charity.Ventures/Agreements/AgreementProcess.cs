using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Agreements;

/// <summary>How an agreement is signed: the organisation's owner first, then somebody of the bureau who has not decided on the award.</summary>
internal static class AgreementProcess
{
    public const string Offered = nameof(Offered);
    public const string OrganisationSigned = nameof(OrganisationSigned);
    public const string Countersigned = nameof(Countersigned);
    public const string Withdrawn = nameof(Withdrawn);

    public const string Sign = "sign";
    public const string Countersign = "countersign";
    public const string Withdraw = "withdraw";

    public static readonly WorkflowDefinition<Agreement> Table = new WorkflowDefinition<Agreement>("agreement")
        .State(Offered, new StateWords("Waiting for the organisation's signature", "Waiting for your signature", null, "Read it, then an owner of the organisation signs with the second factor."))
        .State(OrganisationSigned, new StateWords("Waiting for the bureau's signature", "Signed by you, waiting for the bureau", null, "The bureau countersigns; then the first instalment is due."))
        .State(Countersigned, new StateWords("Signed by both sides", "Signed by both sides", "Signed by both sides", "Its public form stands on the project's page."), isFinal: true)
        .State(Withdrawn, new StateWords("Withdrawn", "Withdrawn", null, "Another text takes its place."), isFinal: true)
        .OwnersMove(Offered, Sign, OrganisationSigned, SignerMustOwnTheOrganisation, "Sign the agreement")
        .Move(OrganisationSigned, Countersign, Countersigned, Permissions.SignAgreements, "Countersign the agreement", SignerMustBeImpartial)
        .Move(Offered, Withdraw, Withdrawn, Permissions.ManageProjects, "Offer another text", OfficerMustBeImpartial)
        .Move(OrganisationSigned, Withdraw, Withdrawn, Permissions.ManageProjects, "Offer another text", OfficerMustBeImpartial);

    private static async Task<Failure?> SignerMustOwnTheOrganisation(Agreement agreement, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        var project = await ProjectAsync(agreement, services, cancellationToken);
        return user.IsSystem || (user.Id is { } id && await services.GetRequiredService<IOrganisations>().RoleOfAsync(id, project.OrganisationId, cancellationToken) == OrganisationRole.Owner)
            ? null
            : Failure.Forbidden("owners_sign", "Only an owner of the organisation signs for it.");
    }

    private static async Task<Failure?> SignerMustBeImpartial(Agreement agreement, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<DutyCheck>().RefusalAsync(await ProjectAsync(agreement, services, cancellationToken), Duty.Sign, Permissions.SignAgreements, cancellationToken);

    private static async Task<Failure?> OfficerMustBeImpartial(Agreement agreement, IServiceProvider services, CancellationToken cancellationToken) =>
        await ProjectRules.OfficerMustBeImpartial(await ProjectAsync(agreement, services, cancellationToken), services, cancellationToken);

    private static async Task<Project> ProjectAsync(Agreement agreement, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([agreement.ProjectId], cancellationToken) ?? throw new InvalidOperationException("It has no project.");
}
