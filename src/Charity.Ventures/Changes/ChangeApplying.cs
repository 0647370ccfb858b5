using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Agreements;
using Charity.Ventures.Budgets;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Changes;

/// <summary>Makes an approved change the project's. The text that both sides sign is another one then: what was offered and is not in force yet is withdrawn.</summary>
internal sealed class ChangeApplying(CharityDbContext db, IWorkflowDoor door, IAlerts alerts)
{
    /// <returns>What each source gets back; none when the award stays. Or why the change no longer fits.</returns>
    public async Task<Result<IReadOnlyList<long>>> ApplyAsync(Project project, ChangeRequest change, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> back = [];
        if (await FitsAsync(project, change, cancellationToken) is { } outdated)
        {
            return outdated;
        }

        if (change.RunsUntil is { } until)
        {
            project.Reschedule(project.RunsFrom, until);
        }

        if (change.LessMinor is { } less)
        {
            var lowered = LoweredAward.Of(project, less);
            if (lowered.Failure is { } refusal)
            {
                return refusal;
            }

            project.Lower(lowered.Value, change.Budget);
            back = lowered.Value.BackMinor;
        }
        else if (change.Budget is { } budget)
        {
            project.Rebudget(budget);
        }

        return change.Kind != ChangeKind.People && await WithdrawAgreementAsync(project, cancellationToken) is { } stuck ? stuck : Result<IReadOnlyList<long>>.Ok(back);
    }

    /// <summary>The budget was typed for the award as it was then; another change may have been approved since.</summary>
    private async Task<Failure?> FitsAsync(Project project, ChangeRequest change, CancellationToken cancellationToken)
    {
        // Sums may agree though the lines were changed in between: what was typed would undo that.
        var rebudgeted = db.Set<ChangeRequest>().Where(other => other.ProjectId == project.Id && other.Id != change.Id && other.Budget != null && other.State == ChangeProcess.Approved).Select(other => other.Id);
        var isOutdated = change.Budget is not null && await db.Set<WorkflowStep>().AnyAsync(
            step => step.Process == ChangeProcess.Table.Process && step.To == ChangeProcess.Approved && step.AtUtc > change.AskedUtc && rebudgeted.Contains(step.InstanceId), cancellationToken);
        isOutdated |= change switch
        {
            { LessMinor: { } less, Budget: { } budget } => budget.Sum(line => line.AskedMinor) != project.AwardedMinor - less,
            { LessMinor: not null } => project.Budget.Count > 0,
            { Budget: { } budget } => budget.Sum(line => line.AskedMinor) != project.Budget.Sum(line => line.AskedMinor),
            _ => false,
        };
        return isOutdated ? Failure.Conflict("change_outdated", "The project's budget has changed since this was asked for. Refuse it, so that the organisation can ask anew.") : null;
    }

    private async Task<Failure?> WithdrawAgreementAsync(Project project, CancellationToken cancellationToken)
    {
        var latest = await db.Set<Agreement>().Where(agreement => agreement.ProjectId == project.Id).OrderByDescending(agreement => agreement.Number).FirstOrDefaultAsync(cancellationToken);
        if (latest is null)
        {
            return null;
        }

        if (latest.State is AgreementProcess.Offered or AgreementProcess.OrganisationSigned && (await door.FireAsync(AgreementProcess.Table, latest, AgreementProcess.Withdraw, expectedVersion: null, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await alerts.ResolveAsync(ProjectAlerts.Agreement(project), cancellationToken);
        await alerts.RaiseAsync(
            ProjectAlerts.Budget(project), Permissions.ManageProjects, $"/office/projects/{project.Slug}/agreement", "{0} was changed: its agreement is to be offered anew.", [project.Title.Zh], cancellationToken);
        return null;
    }
}
