using Charity.Organisations.Contracts;
using Charity.Organisations.Documents;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Workspace;

/// <summary>The dossier as its own people see it.</summary>
[SignedIn]
internal sealed record ShowDossier(Guid OrganisationId) : IQuery<DossierPage>, IOrganisationRequest;

/// <param name="Role">What the reader may do.</param>
internal sealed record DossierPage(
    SocialOrganisation Organisation, OrganisationRole Role, IReadOnlyList<DossierItem> Items, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<Area> Areas, IReadOnlyList<AttachmentInfo> Documents, DateOnly Today)
{
    public bool MayWrite => Role is OrganisationRole.Owner or OrganisationRole.Editor && !IsBeingChecked;

    public bool MayKeepAccount => Role is OrganisationRole.Owner or OrganisationRole.Finance && !IsBeingChecked;

    public bool IsOwner => Role == OrganisationRole.Owner;

    public bool IsBeingChecked => Organisation.State == OrganisationProcess.Submitted;

    public string Address => $"/workspace/organisations/{Organisation.Id}";
}

internal sealed class ShowDossierHandler(CharityDbContext db, ICurrentUser user, IWorkflowDoor door, IAreas areas, IAttachments attachments, SiteTime time) : IRequestHandler<ShowDossier, Result<DossierPage>>
{
    public async Task<Result<DossierPage>> Handle(ShowDossier request, CancellationToken cancellationToken)
    {
        if (await DossierDesk.Whole(db.Set<SocialOrganisation>().AsNoTracking()).SingleOrDefaultAsync(o => o.Id == request.OrganisationId, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        return new DossierPage(
            organisation,
            organisation.Members.FirstOrDefault(member => member.UserId == user.Id)?.Role ?? OrganisationRole.Finance,
            DossierRules.Check(organisation, time.Today),
            [.. (await door.OffersAsync(OrganisationProcess.Definition, organisation, cancellationToken)).Where(offer => MoveOrganisation.Triggers.Contains(offer.Trigger))],
            await areas.AllAsync(cancellationToken),
            await attachments.ListAsync(DossierDocuments.Of(organisation.Id), cancellationToken),
            time.Today);
    }
}

/// <summary>The buttons of one row of a part.</summary>
/// <param name="CanCorrect">False where entering it again corrects it.</param>
internal sealed record RowActions(DossierPage Page, string Part, Guid Id, string Name, bool CanCorrect = true);
