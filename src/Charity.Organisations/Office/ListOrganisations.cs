using Charity.Contents.Contracts;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Office;

/// <summary>The dossiers, newest first.</summary>
/// <param name="State">Only those in this state; empty for all.</param>
/// <param name="Q">Words of the name, or a part of the credit code.</param>
/// <param name="After">The last list's <see cref="OrganisationList.Next"/>.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record ListOrganisations(string? State, string? Q, Guid? After) : IQuery<OrganisationList>;

internal sealed record OrganisationList(ListOrganisations Query, IReadOnlyList<OrganisationRow> Rows, Guid? Next, int Waiting);

internal sealed record OrganisationRow(Guid Id, LocalizedText Name, string CreditCode, OrganisationKind Kind, string AreaCode, string State, DateTime? DueUtc, LocalizedText? AreaName);

internal sealed class ListOrganisationsHandler(CharityDbContext db, IAreas areas) : IRequestHandler<ListOrganisations, Result<OrganisationList>>
{
    private const int PageLength = 50;

    public async Task<Result<OrganisationList>> Handle(ListOrganisations request, CancellationToken cancellationToken)
    {
        var organisations = db.Set<SocialOrganisation>().AsNoTracking();
        if (!string.IsNullOrEmpty(request.State))
        {
            organisations = organisations.Where(o => o.State == request.State);
        }

        foreach (var pattern in SearchWords.Of(request.Q).Patterns)
        {
            organisations = organisations.Where(o => EF.Functions.Like(o.SearchText, pattern, SearchWords.Escape));
        }

        // Ids are made in the order of beginning, so the primary key is the order of the list.
        var rows = await organisations
            .Where(o => request.After == null || o.Id.CompareTo(request.After.Value) < 0)
            .OrderByDescending(o => o.Id)
            .Take(PageLength + 1)
            .Select(o => new OrganisationRow(o.Id, o.Name, o.CreditCode, o.Kind, o.AreaCode, o.State, o.StateDueUtc, null))
            .ToListAsync(cancellationToken);
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        return new OrganisationList(
            request,
            [.. rows.Take(PageLength).Select(row => row with { AreaName = names.GetValueOrDefault(row.AreaCode) })],
            rows.Count > PageLength ? rows[PageLength - 1].Id : null,
            await db.Set<SocialOrganisation>().CountAsync(o => o.State == OrganisationProcess.Submitted, cancellationToken));
    }
}
