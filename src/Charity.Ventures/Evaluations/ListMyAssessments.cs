using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>The reports one was asked to mark: those that wait first.</summary>
[SignedIn]
internal sealed record ListMyAssessments : IQuery<IReadOnlyList<MyAssessment>>;

internal sealed record MyAssessment(Guid Id, LocalizedText Project, EvaluationKind Kind, DateTime? HandedInUtc);

internal sealed class ListMyAssessmentsHandler(CharityDbContext db, ProjectDesk projects, DutyCheck duties, ICurrentUser user) : IRequestHandler<ListMyAssessments, Result<IReadOnlyList<MyAssessment>>>
{
    private const int Most = 100;

    public async Task<Result<IReadOnlyList<MyAssessment>>> Handle(ListMyAssessments request, CancellationToken cancellationToken)
    {
        var rows = await (
            from assessment in db.Set<Assessment>().AsNoTracking()
            join evaluation in db.Set<Evaluation>() on assessment.EvaluationId equals evaluation.Id
            join project in db.Set<Project>() on evaluation.ProjectId equals project.Id
            where assessment.UserId == user.Id
            orderby assessment.HandedInUtc == null descending, assessment.Id descending
            select new { assessment.Id, project.Slug, project.Title, evaluation.Kind, assessment.HandedInUtc }).Take(Most).ToListAsync(cancellationToken);
        var mine = new List<MyAssessment>(rows.Count);
        foreach (var row in rows)
        {
            // Somebody who must not judge a project any more is told nothing of it.
            if (await duties.ReasonAsync((await projects.FindAsync(row.Slug, cancellationToken))!, user.Id!.Value, Duty.Evaluate, cancellationToken) is null)
            {
                mine.Add(new MyAssessment(row.Id, row.Title, row.Kind, row.HandedInUtc));
            }
        }

        return mine;
    }
}
