using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Ventures.Agreements;
using Charity.Ventures.Contracts;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>Where an agreement stands; null for what has not happened.</summary>
internal sealed record AgreementFact(DateTime? OfferedUtc, DateTime? OrganisationSignedUtc, DateTime? CountersignedUtc);

/// <param name="SinceUtc">When it came into its state.</param>
internal sealed record EvaluationFact(string State, DateTime SinceUtc);

/// <summary>Everything that instalments and the project's moves depend on, as it is now, with what the current transaction has changed.</summary>
/// <param name="ReportMissingSince">The day the oldest missing report was due; null when none is missing.</param>
/// <param name="FindingOpenSinceUtc">When the oldest open finding was written; null when none is open.</param>
/// <param name="Payments">How far the payment has come, of instalments that were asked for.</param>
internal sealed record ProjectFacts(
    AgreementFact Agreement, EvaluationFact? MidTerm, EvaluationFact? Final, DateOnly? ReportMissingSince, DateTime? FindingOpenSinceUtc, DateOnly Today,
    IReadOnlyDictionary<Guid, PaymentStanding> Payments)
{
    public PaymentStanding StandingOf(Instalment instalment) => Payments.GetValueOrDefault(instalment.Id);
}

/// <summary>
/// Reads a project's facts. It reads through the change tracker, so that what a command has just signed, submitted or closed counts; a
/// project has a handful of each.
/// </summary>
internal sealed class ProjectFactsReader(CharityDbContext db, IInstalmentPayments payments, SiteTime time)
{
    public async Task<ProjectFacts> OfAsync(Project project, CancellationToken cancellationToken)
    {
        var agreements = await AllAsync<Agreement>(agreement => agreement.ProjectId == project.Id, cancellationToken);
        var evaluations = await AllAsync<Evaluation>(evaluation => evaluation.ProjectId == project.Id, cancellationToken);
        var reports = await AllAsync<ProgressReport>(report => report.ProjectId == project.Id, cancellationToken);
        var findings = await AllAsync<Finding>(finding => finding.ProjectId == project.Id, cancellationToken);
        return new ProjectFacts(
            Agreement(agreements), Evaluation(evaluations, EvaluationKind.MidTerm), Evaluation(evaluations, EvaluationKind.Final), MissingSince(project, reports, time.Today),
            findings.Where(finding => finding.State != FindingProcess.Closed).Min(finding => (DateTime?)finding.OpenedUtc), time.Today,
            await payments.OfProjectAsync(project.Id, cancellationToken));
    }

    private static EvaluationFact? Evaluation(IReadOnlyList<Evaluation> evaluations, EvaluationKind kind) =>
        evaluations.SingleOrDefault(evaluation => evaluation.Kind == kind) is { } found ? new EvaluationFact(found.State, found.SinceUtc) : null;

    /// <summary>A report is missing from the day after it was due.</summary>
    private static DateOnly? MissingSince(Project project, IReadOnlyList<ProgressReport> reports, DateOnly today) => ProgressReport.DueDays(project)
        .Where(due => due.DueOn < today && reports.All(report => report.Number != due.Number))
        .Select(due => (DateOnly?)due.DueOn)
        .FirstOrDefault();

    private static AgreementFact Agreement(IReadOnlyList<Agreement> agreements)
    {
        var open = agreements.Where(agreement => agreement.State is AgreementProcess.Offered or AgreementProcess.OrganisationSigned).MaxBy(agreement => agreement.Number);
        return new AgreementFact(open?.OfferedUtc, open?.Organisation?.AtUtc, agreements.Where(agreement => agreement.State == AgreementProcess.Countersigned).Min(agreement => agreement.Bureau?.AtUtc));
    }

    private async Task<IReadOnlyList<T>> AllAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>> ofProject, CancellationToken cancellationToken) where T : class
    {
        await db.Set<T>().Where(ofProject).LoadAsync(cancellationToken);
        return [.. db.Set<T>().Local.Where(ofProject.Compile())];
    }
}
