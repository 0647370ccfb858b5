using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Agreements;

/// <summary>Freezes the agreement's text and asks the organisation to sign it. One that was not countersigned is withdrawn, with its signature.</summary>
/// <param name="Hash">Of the text the officer has read: nobody offers what they have not seen.</param>
[Requires(Permissions.ManageProjects)]
internal sealed record OfferAgreement(string Slug, string? Hash) : ICommand;

internal sealed class OfferAgreementHandler(
    CharityDbContext db, ProjectDesk desk, AgreementWriter writer, AwardedBudgets budgets, DutyCheck duties, IWorkflowDoor door, ProjectMails mails, IAlerts alerts, TimeProvider clock) : IRequestHandler<OfferAgreement, Result>
{
    public async Task<Result> Handle(OfferAgreement request, CancellationToken cancellationToken)
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

        if (await duties.RefusalAsync(project, Duty.Monitor, Permissions.ManageProjects, cancellationToken) is { } partial)
        {
            return partial;
        }

        if (await budgets.RefusalAsync(project, cancellationToken) is { } waiting)
        {
            return waiting;
        }

        var texts = await writer.WriteAsync(project, cancellationToken);
        if (Agreement.HashOf(texts.Text) != request.Hash)
        {
            return Failure.Conflict("agreement_changed", "The text is not the one you have read. Read it again before you offer it.");
        }

        var latest = await db.Set<Agreement>().Where(agreement => agreement.ProjectId == project.Id).OrderByDescending(agreement => agreement.Number).FirstOrDefaultAsync(cancellationToken);
        if (latest?.Sha256 == request.Hash && latest is { State: not AgreementProcess.Withdrawn })
        {
            return Failure.Conflict("agreement_same", "This very text was offered already.");
        }

        if (latest is { State: AgreementProcess.Offered or AgreementProcess.OrganisationSigned }
            && (await door.FireAsync(AgreementProcess.Table, latest, AgreementProcess.Withdraw, expectedVersion: null, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        var agreement = Agreement.Offer(project.Id, (latest?.Number ?? 0) + 1, texts, clock.GetUtcNow());
        db.Add(agreement);
        await alerts.ResolveAsync(ProjectAlerts.Budget(project), cancellationToken);
        await mails.ToColleaguesAsync(
            project, $"agreement-offered:{agreement.Id:N}", role => role == OrganisationRole.Owner, T => T["The agreement for {0} is ready to be signed", project.Title],
            T => [T["The bureau has written the agreement. Please read it; an owner of the organisation signs it on this page, with the second factor:"]], "/agreement", cancellationToken);
        return Result.Ok;
    }
}
