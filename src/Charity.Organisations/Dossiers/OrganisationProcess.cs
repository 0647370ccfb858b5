using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Organisations.Dossiers;

/// <summary>How a dossier lives: written by the organisation, checked by the bureau, now and then suspended by a bar.</summary>
internal static class OrganisationProcess
{
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string Verified = "verified";
    public const string Returned = "returned";
    public const string Suspended = "suspended";

    public const string Submit = "submit";
    public const string Withdraw = "withdraw";
    public const string Reopen = "reopen";
    public const string Verify = "verify";
    public const string Return = "return";
    public const string Bar = "bar";
    public const string Lift = "lift";
    public const string Expire = "expire";

    private static readonly TimeSpan TimeToCheck = TimeSpan.FromDays(7);

    public static readonly WorkflowDefinition<SocialOrganisation> Definition = new WorkflowDefinition<SocialOrganisation>("organisation")
        .State(Draft, new StateWords("Draft", "Draft", null, "Complete what is missing, then ask the bureau to check it."))
        .State(Submitted, new StateWords("Waiting to be checked", "The bureau is checking it", null, "The bureau compares the dossier with the register and answers within a week."), deadline: TimeToCheck)
        .State(Verified, new StateWords("Verified", "Verified", "Verified by the bureau", "The organisation may apply in calls. Keep the dossier up to date."))
        .State(Returned, new StateWords("Returned", "Returned to you", null, "Put right what the bureau asks for, then submit it again."))
        .State(Suspended, new StateWords("Suspended", "Suspended", "Suspended from calls", "The organisation may not apply in calls until the bar ends."))
        .OwnersMove(Draft, Submit, Submitted, OnlyThoseWhoKeepIt, "Ask the bureau to check it", DossierRules.DossierMustBeComplete)
        .OwnersMove(Returned, Submit, Submitted, OnlyThoseWhoKeepIt, "Ask the bureau to check it", DossierRules.DossierMustBeComplete)
        .OwnersMove(Submitted, Withdraw, Draft, OnlyThoseWhoKeepIt, "Take it back to change it")
        .OwnersMove(Verified, Reopen, Draft, OnlyThoseWhoKeepIt, "Change registered facts")
        .Move(Submitted, Verify, Verified, Permissions.VerifyOrganisations, "Verify", CheckerMustNotBelongToIt)
        .Move(Submitted, Return, Returned, Permissions.VerifyOrganisations, "Return with a reason", CheckerMustNotBelongToIt)
        .Move(Verified, Bar, Suspended, Permissions.VerifyOrganisations, "Bar from calls", CheckerMustNotBelongToIt)
        .Move(Suspended, Lift, Verified, Permissions.VerifyOrganisations, "Lift the bar", CheckerMustNotBelongToIt)
        .Move(Suspended, Expire, Verified, null, "The bar is over");

    /// <summary>Nobody of the bureau decides about an organisation they belong to, or that an interest binds them to.</summary>
    public static Task<Failure?> CheckerMustNotBelongToIt(SocialOrganisation organisation, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<CheckerCheck>().RefusalAsync(organisation.Id, Permissions.VerifyOrganisations, cancellationToken);

    private static async Task<Failure?> OnlyThoseWhoKeepIt(SocialOrganisation organisation, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ICurrentUser>().IsSystem || await RoleAsync(organisation, services, cancellationToken) is OrganisationRole.Owner or OrganisationRole.Editor
            ? null
            : AccessFailures.NotYourRole;

    private static async Task<OrganisationRole?> RoleAsync(SocialOrganisation organisation, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ICurrentUser>() is { IsSystem: false, Id: { } userId }
            ? await services.GetRequiredService<CharityDbContext>().Set<OrganisationMember>()
                .Where(member => member.OrganisationId == organisation.Id && member.UserId == userId)
                .Select(member => (OrganisationRole?)member.Role)
                .FirstOrDefaultAsync(cancellationToken)
            : null;
}
