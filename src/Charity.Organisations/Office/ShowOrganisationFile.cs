using Charity.Organisations.Contracts;
using Charity.Organisations.Documents;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Office;

/// <summary>Everything the bureau checks, with what may be done now and what was done before.</summary>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record ShowOrganisationFile(Guid Id) : IQuery<OrganisationFile>;

/// <param name="Apart">Why the reader decides nothing about it, and who still may; null when they may.</param>
/// <param name="Appointments">Invitations of the bureau that are open.</param>
/// <param name="Twins">Other organisations with the same legal representative, telephone or account: worth a second look.</param>
internal sealed record OrganisationFile(
    SocialOrganisation Organisation, LocalizedText? AreaName, IReadOnlyList<OrganisationColleague> Colleagues, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History,
    IReadOnlyList<OrganisationSummary> Twins, IReadOnlyList<OrganisationInvitation> Appointments, IReadOnlyList<DossierItem> Items, IReadOnlyList<AttachmentInfo> Documents, DateOnly Today, Failure? Apart)
{
    public OfferedTrigger? Offer(string trigger) => Offers.FirstOrDefault(offer => offer.Trigger == trigger);
}

internal sealed class ShowOrganisationFileHandler(CharityDbContext db, IOrganisations organisations, IWorkflowDoor door, CheckerCheck checkers, IAreas areas, IAttachments attachments, SiteTime time, TimeProvider clock)
    : IRequestHandler<ShowOrganisationFile, Result<OrganisationFile>>
{
    public async Task<Result<OrganisationFile>> Handle(ShowOrganisationFile request, CancellationToken cancellationToken)
    {
        if (await DossierDesk.Whole(db.Set<SocialOrganisation>().AsNoTracking()).SingleOrDefaultAsync(o => o.Id == request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        return new OrganisationFile(
            organisation,
            (await areas.FindAsync(organisation.AreaCode, cancellationToken))?.Name,
            await organisations.MembersAsync(organisation.Id, cancellationToken),
            [.. (await door.OffersAsync(OrganisationProcess.Definition, organisation, cancellationToken)).Where(offer => !Workspace.MoveOrganisation.Triggers.Contains(offer.Trigger))],
            await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.InstanceId == organisation.Id).OrderByDescending(step => step.Number).Take(50).ToListAsync(cancellationToken),
            await TwinsAsync(organisation, cancellationToken),
            await AppointmentsAsync(organisation.Id, cancellationToken),
            DossierRules.Check(organisation, time.Today),
            await attachments.ListAsync(DossierDocuments.Of(organisation.Id), cancellationToken),
            time.Today,
            await checkers.RefusalAsync(organisation.Id, Permissions.VerifyOrganisations, cancellationToken));
    }

    private Task<List<OrganisationInvitation>> AppointmentsAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Set<OrganisationInvitation>().AsNoTracking()
            .Where(invitation => invitation.OrganisationId == organisationId && invitation.AppointedById != null && invitation.EndedUtc == null && invitation.ExpiresUtc > now)
            .OrderBy(invitation => invitation.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<OrganisationSummary>> TwinsAsync(SocialOrganisation organisation, CancellationToken cancellationToken)
    {
        var (identity, telephone, account) = (organisation.LegalIdentityFingerprint, organisation.TelephoneFingerprint, organisation.BankAccount?.NumberFingerprint);
        var twins = await db.Set<SocialOrganisation>()
            .Where(o => o.Id != organisation.Id
                && ((identity != null && o.LegalIdentityFingerprint == identity)
                    || (telephone != null && o.TelephoneFingerprint == telephone)
                    || (account != null && o.BankAccount!.NumberFingerprint == account)))
            .Select(o => o.Id)
            .Take(10)
            .ToListAsync(cancellationToken);
        return await organisations.SummariesAsync(twins, cancellationToken);
    }
}
