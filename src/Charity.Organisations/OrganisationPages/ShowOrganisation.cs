using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.OrganisationPages;

/// <summary>What everybody may know of an organisation the bureau has verified: the registered facts, nothing of its people but the legal representative's name.</summary>
[Anybody]
internal sealed record ShowOrganisation(string Slug) : IQuery<OrganisationPage>;

/// <param name="Bars">Those that hold today and those before whose reason is public.</param>
internal sealed record OrganisationPage(
    LocalizedText Name, string CreditCode, OrganisationKind Kind, DateOnly? RegisteredOn, string Authority, string LegalRepresentative, string Scope, LocalizedText? AreaName,
    LocalizedText? Introduction, GradeFact? Grade, IReadOnlyList<InspectionFact> Inspections, IReadOnlyList<LicenceFact> Licences, IReadOnlyList<BarFact> Bars, DateOnly? VerifiedOn, DateOnly Today)
{
    public bool IsBarred => Bars.Any(bar => bar.HoldsOn(Today));
}

internal sealed class ShowOrganisationHandler(CharityDbContext db, IAreas areas, SiteTime time) : IRequestHandler<ShowOrganisation, Result<OrganisationPage>>
{
    public async Task<Result<OrganisationPage>> Handle(ShowOrganisation request, CancellationToken cancellationToken)
    {
        if (await DossierDesk.Whole(db.Set<SocialOrganisation>().AsNoTracking()).SingleOrDefaultAsync(o => o.Slug == request.Slug, cancellationToken) is not { IsPublic: true } o)
        {
            return AccessFailures.Unknown;
        }

        var today = time.Today;
        return new OrganisationPage(
            o.Name,
            o.CreditCode,
            o.Kind,
            o.RegisteredOn,
            o.RegistrationAuthority,
            o.LegalRepresentative,
            o.BusinessScope,
            (await areas.FindAsync(o.AreaCode, cancellationToken))?.Name,
            o.Introduction,
            o is { GradeLevel: { } level, GradeValidUntil: { } until, IsGradeConfirmed: true } && until >= today ? new GradeFact(level, until, true) : null,
            [.. o.Inspections.Where(inspection => inspection.IsConfirmed).Select(inspection => new InspectionFact(inspection.Year, inspection.Result, true))],
            [.. o.Licences.Select(licence => new LicenceFact(licence.Title, licence.Number, licence.IssuedBy, licence.ValidUntil))],
            [.. o.Bars.Select(bar => bar.ToFact()).Where(bar => bar.IsPublic || bar.HoldsOn(today)).Select(bar => bar.IsPublic ? bar : bar with { Reason = string.Empty })],
            o.VerifiedOn,
            today);
    }
}
