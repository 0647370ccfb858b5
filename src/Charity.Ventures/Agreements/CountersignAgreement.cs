using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>Somebody signs for the bureau: the agreement is in force, and whatever waits for it is due.</summary>
/// <param name="Version">The version the signer looked at.</param>
/// <param name="Hash">Of the text the signer has read.</param>
[Requires(Permissions.SignAgreements)]
internal sealed record CountersignAgreement(string Slug, int Version, string? Hash) : ICommand;

internal sealed class CountersignAgreementHandler(
    ProjectDesk desk, AgreementDesk agreements, DutyCheck duties, IWorkflowDoor door, IAlerts alerts, ProjectMails mails, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<CountersignAgreement, Result>
{
    public async Task<Result> Handle(CountersignAgreement request, CancellationToken cancellationToken)
    {
        var found = await desk.TakeAsync(request.Slug, cancellationToken);
        if (found.Failure is { } unknown)
        {
            return unknown;
        }

        var project = found.Value;
        if (project.IsOver)
        {
            return ProjectFailures.Over;
        }

        var offered = await agreements.ToSignAsync(project, request.Hash, cancellationToken);
        if (offered.Failure is { } changed)
        {
            return changed;
        }

        var agreement = offered.Value;
        if ((await door.FireAsync(AgreementProcess.Table, agreement, AgreementProcess.Countersign, request.Version, note: agreement.Sha256, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        agreement.SignForBureau(new Signature(user.Id ?? Guid.Empty, user.Name, clock.GetUtcNow().UtcDateTime, agreement.Sha256));
        await duties.RecordMineAsync(project.Id, Duty.Sign, cancellationToken);
        await alerts.ResolveAsync(ProjectAlerts.Agreement(project), cancellationToken);
        if (project.State == ProjectProcess.AgreementPending
            && (await door.FireAsync(ProjectProcess.Table, project, ProjectProcess.Sign, expectedVersion: null, note: null, cancellationToken)).Failure is { } unsigned)
        {
            return unsigned;
        }

        await desk.SettleAsync(project, cancellationToken);
        await mails.ToColleaguesAsync(
            project, $"agreement-signed:{agreement.Id:N}", _ => true, T => T["The agreement for {0} is in force", project.Title],
            T => [T["Both sides have signed. The project begins on {0}.", project.RunsFrom]], "/agreement", cancellationToken);
        return Result.Ok;
    }
}
