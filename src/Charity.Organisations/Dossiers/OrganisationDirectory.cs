using System.Linq.Expressions;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Dossiers;

internal sealed class OrganisationDirectory(CharityDbContext db, ICurrentUser user, IUserDirectory users) : IOrganisations
{
    private static readonly Expression<Func<SocialOrganisation, OrganisationSummary>> Summary = o =>
        new OrganisationSummary(o.Id, o.Slug, o.Name, o.CreditCode, o.Kind, o.AreaCode, o.State == OrganisationProcess.Verified);

    public Task<OrganisationSummary?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<SocialOrganisation>().Where(o => o.Id == id).Select(Summary).FirstOrDefaultAsync(cancellationToken);

    public Task<OrganisationSummary?> FindAsync(string slug, CancellationToken cancellationToken) =>
        db.Set<SocialOrganisation>().Where(o => o.Slug == slug).Select(Summary).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<OrganisationSummary>> SummariesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await db.Set<SocialOrganisation>().Where(o => ids.Contains(o.Id)).Select(Summary).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<OrganisationSummary>> VerifiedAsync(CancellationToken cancellationToken) =>
        await db.Set<SocialOrganisation>().Where(o => o.State == OrganisationProcess.Verified).OrderBy(o => o.Id).Select(Summary).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<OrganisationSummary>> AllAsync(CancellationToken cancellationToken) =>
        await db.Set<SocialOrganisation>().OrderBy(o => o.Id).Select(Summary).ToListAsync(cancellationToken);

    public async Task<OrganisationDossier?> DossierAsync(Guid id, CancellationToken cancellationToken) =>
        await DossierDesk.Whole(db.Set<SocialOrganisation>().AsNoTracking()).SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } organisation
            ? ToDossier(organisation)
            : null;

    public async Task<IReadOnlyList<OrganisationMembership>> MineAsync(CancellationToken cancellationToken)
    {
        if (user.Id is not { } userId)
        {
            return [];
        }

        var roles = await db.Set<OrganisationMember>().Where(member => member.UserId == userId).ToDictionaryAsync(member => member.OrganisationId, member => member.Role, cancellationToken);
        var organisations = await SummariesAsync(roles.Keys, cancellationToken);
        return [.. organisations.Select(organisation => new OrganisationMembership(organisation, roles[organisation.Id])).OrderBy(membership => membership.Organisation.Name.ToString(), StringComparer.CurrentCulture)];
    }

    public async Task<IReadOnlyList<Guid>> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        await db.Set<OrganisationMember>().Where(member => member.UserId == userId).Select(member => member.OrganisationId).ToListAsync(cancellationToken);

    public Task<OrganisationRole?> RoleOfAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken) => db.Set<OrganisationMember>()
        .Where(member => member.OrganisationId == organisationId && member.UserId == userId)
        .Select(member => (OrganisationRole?)member.Role)
        .FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<OrganisationColleague>> MembersAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        var members = await db.Set<OrganisationMember>().AsNoTracking().Where(member => member.OrganisationId == organisationId).OrderBy(member => member.Id).ToListAsync(cancellationToken);
        var colleagues = new List<OrganisationColleague>();
        foreach (var member in members.OrderBy(member => member.Role))
        {
            if (await users.FindAsync(member.UserId, cancellationToken) is { } account)
            {
                colleagues.Add(new OrganisationColleague(account.Id, account.Name, account.Email, account.Culture, member.Role));
            }
        }

        return colleagues;
    }

    private static OrganisationDossier ToDossier(SocialOrganisation o) => new(
        new OrganisationSummary(o.Id, o.Slug, o.Name, o.CreditCode, o.Kind, o.AreaCode, o.IsVerified),
        o.RegisteredOn,
        o.RegistrationAuthority,
        o.BusinessScope,
        o.LegalRepresentative,
        Hexadecimal(o.LegalIdentityFingerprint),
        o.Address,
        Hexadecimal(o.TelephoneFingerprint),
        o.Email,
        Hexadecimal(o.BankAccount?.NumberFingerprint),
        o.BankAccount?.ProofState == AccountState.Proved,
        o is { GradeLevel: { } level, GradeValidUntil: { } until } ? new GradeFact(level, until, o.IsGradeConfirmed) : null,
        [.. o.Board.Select(member => new BoardSeat(member.Name, member.Role, Hexadecimal(member.IdentityFingerprint)))],
        [.. o.Inspections.Select(inspection => new InspectionFact(inspection.Year, inspection.Result, inspection.IsConfirmed))],
        [.. o.Licences.Select(licence => new LicenceFact(licence.Title, licence.Number, licence.IssuedBy, licence.ValidUntil))],
        [.. o.Team.Select(member => new TeamFact(member.Name, member.Role, member.SocialWorkLicence, member.LicenceNumber))],
        [.. o.PastProjects.Select(project => new PastProjectFact(project.Title, project.Funder, project.Year, project.Mark))],
        [.. o.Bars.Select(bar => bar.ToFact())]);

    private static string? Hexadecimal(byte[]? fingerprint) => fingerprint is null ? null : Convert.ToHexString(fingerprint);
}
