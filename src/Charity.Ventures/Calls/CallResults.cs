using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Calls;

/// <summary>What has become of a call's money: its projects and their sums. Empty before the first award.</summary>
internal sealed record CallResults(ProjectTotals Totals, IReadOnlyList<CallResult> Projects);

/// <param name="Organisation">Null when it is known no more.</param>
internal sealed record CallResult(string Slug, LocalizedText Title, string? Organisation, string State, long AwardedMinor, string Currency, ProjectFigures Figures);

internal sealed class CallResultsReader(CharityDbContext db, IOrganisations organisations)
{
    /// <summary>No call awards more; the list of projects has them all.</summary>
    private const int Most = 300;

    public async Task<CallResults> OfAsync(Guid callId, CancellationToken cancellationToken)
    {
        var awarded = db.Set<Project>().AsNoTracking().Where(project => project.CallId == callId);
        var rows = await awarded.OrderBy(project => project.Slug).Take(Most)
            .Select(project => new { project.Slug, project.Title, project.OrganisationId, project.State, project.AwardedMinor, project.Currency, project.Figures })
            .ToListAsync(cancellationToken);
        var names = (await organisations.SummariesAsync([.. rows.Select(row => row.OrganisationId).Distinct()], cancellationToken)).ToDictionary(organisation => organisation.Id, organisation => organisation.Name.ToString());
        return new CallResults(
            rows.Count == 0 ? ProjectTotals.None : await ProjectTotals.OfAsync(awarded, cancellationToken),
            rows.ConvertAll(row => new CallResult(row.Slug, row.Title, names.GetValueOrDefault(row.OrganisationId), row.State, row.AwardedMinor, row.Currency, row.Figures)));
    }
}
