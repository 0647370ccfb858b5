using Charity.Platform.Data;
using Charity.Platform.Settings;

namespace Charity.Ventures.Projects;

/// <summary>Where an agreement stands; null for what has not happened.</summary>
internal sealed record AgreementFact(DateTime? OfferedUtc, DateTime? OrganisationSignedUtc, DateTime? CountersignedUtc);

/// <param name="SinceUtc">When it came into its state.</param>
internal sealed record EvaluationFact(string State, DateTime SinceUtc);

/// <summary>Everything that instalments and the project's moves depend on, as it is now, with what the current transaction has changed.</summary>
/// <param name="ReportMissingSince">The day the oldest missing report was due; null when none is missing.</param>
/// <param name="FindingOpenSinceUtc">When the oldest open finding was written; null when none is open.</param>
internal sealed record ProjectFacts(
    AgreementFact Agreement, EvaluationFact? MidTerm, EvaluationFact? Final, DateOnly? ReportMissingSince, DateTime? FindingOpenSinceUtc, DateOnly Today);

/// <summary>Reads a project's facts.</summary>
internal sealed class ProjectFactsReader(SiteTime time)
{
    public Task<ProjectFacts> OfAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(new ProjectFacts(new AgreementFact(null, null, null), null, null, null, null, time.Today));
}
