using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Agreements;

/// <summary>A project's agreements for its office: the one in force or to be signed, and the text as it would be written now.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowAgreements(string Slug) : IQuery<AgreementsPage>;

/// <param name="Current">The newest; null before one was offered.</param>
/// <param name="Waits">Why the draft cannot be offered yet.</param>
/// <param name="Draft">The text as the template and the project would make it now; null when it is the current one's, or the project is over.</param>
internal sealed record AgreementsPage(string Slug, bool IsOver, Agreement? Current, string? Draft, string? DraftHash, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<Agreement> Earlier, Failure? Waits);

internal sealed class ShowAgreementsHandler(CharityDbContext db, ProjectDesk desk, AgreementDesk agreements, AgreementWriter writer, AwardedBudgets budgets, IWorkflowDoor door) : IRequestHandler<ShowAgreements, Result<AgreementsPage>>
{
    public async Task<Result<AgreementsPage>> Handle(ShowAgreements request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } project)
        {
            return ProjectFailures.Unknown;
        }

        var all = await agreements.OfAsync(project.Id, cancellationToken);
        var current = all.Count > 0 ? all[0] : null;
        var text = project.IsOver || project.IsImported ? null : (await writer.WriteAsync(project, cancellationToken)).Text;
        var hash = text is null ? null : Agreement.HashOf(text);
        var isSame = current is not null && current.Sha256 == hash;

        // The door asks the guards, which look at the project behind the agreement: that is not tracked here.
        var tracked = current is null ? null : await db.Set<Agreement>().SingleAsync(agreement => agreement.Id == current.Id, cancellationToken);
        return new AgreementsPage(
            project.Slug, project.IsOver, current, isSame ? null : text, isSame ? null : hash,
            tracked is null || project.IsOver ? [] : await door.OffersAsync(AgreementProcess.Table, tracked, cancellationToken), [.. all.Skip(1)],
            await budgets.RefusalAsync(project, cancellationToken));
    }
}
