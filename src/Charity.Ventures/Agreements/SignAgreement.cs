using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>An owner signs for the organisation, with the second factor.</summary>
/// <param name="Version">The version the signer looked at.</param>
/// <param name="Hash">Of the text the signer has read.</param>
[SignedIn]
internal sealed record SignAgreement(string Slug, int Version, string? Hash) : ICommand, ISignersProjectRequest;

internal sealed class SignAgreementHandler(ProjectDesk desk, AgreementDesk agreements, IWorkflowDoor door, IAlerts alerts, ICurrentUser user, TimeProvider clock) : IRequestHandler<SignAgreement, Result>
{
    public async Task<Result> Handle(SignAgreement request, CancellationToken cancellationToken)
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
        if ((await door.FireAsync(AgreementProcess.Table, agreement, AgreementProcess.Sign, request.Version, note: agreement.Sha256, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        agreement.SignForOrganisation(new Signature(user.Id!.Value, user.Name, clock.GetUtcNow().UtcDateTime, agreement.Sha256));
        await alerts.RaiseAsync(
            ProjectAlerts.Agreement(project), Permissions.SignAgreements, $"/office/projects/{project.Slug}/agreement", "The organisation has signed the agreement for {0}; it waits for the bureau's signature.",
            [project.Title.Zh], cancellationToken);
        return Result.Ok;
    }
}
