using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Workspace;

/// <summary>The organisations one belongs to, each with how complete it is.</summary>
[SignedIn]
internal sealed record ListMyOrganisations : IQuery<IReadOnlyList<MyOrganisation>>;

internal sealed record MyOrganisation(OrganisationSummary Organisation, OrganisationRole Role, string State, int There, int Wanted);

internal sealed class ListMyOrganisationsHandler(CharityDbContext db, IOrganisations organisations, SiteTime time) : IRequestHandler<ListMyOrganisations, Result<IReadOnlyList<MyOrganisation>>>
{
    public async Task<Result<IReadOnlyList<MyOrganisation>>> Handle(ListMyOrganisations request, CancellationToken cancellationToken)
    {
        var mine = await organisations.MineAsync(cancellationToken);
        var ids = mine.Select(membership => membership.Organisation.Id).ToList();
        var dossiers = await DossierDesk.Whole(db.Set<SocialOrganisation>().AsNoTracking()).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancellationToken);
        return mine.Select(membership =>
        {
            var dossier = dossiers[membership.Organisation.Id];
            var items = DossierRules.Check(dossier, time.Today);
            return new MyOrganisation(membership.Organisation, membership.Role, dossier.State, items.Count(item => item.IsThere), items.Count);
        }).ToList();
    }
}
