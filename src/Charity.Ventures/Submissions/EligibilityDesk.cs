using Charity.Organisations.Contracts;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;

namespace Charity.Ventures.Submissions;

/// <summary>Looks up what the eligibility rules need.</summary>
internal sealed class EligibilityDesk(IOrganisations organisations, ProjectDesk projects, SiteTime time)
{
    public async Task<IReadOnlyList<RuleAnswer>> CheckAsync(Call call, Guid organisationId, CancellationToken cancellationToken)
    {
        var dossier = await organisations.DossierAsync(organisationId, cancellationToken) ?? throw new InvalidOperationException($"Organisation {organisationId} has no dossier.");
        var unfinished = call.Design.Eligibility.NoUnfinishedProject ? await projects.UnfinishedAsync(organisationId, cancellationToken) : [];
        return EligibilityCheck.Of(call.Design.Eligibility, dossier, time.Today, call.Design.Timetable.ClosesOn, [.. unfinished.Select(project => project.Title.Zh)]);
    }
}
