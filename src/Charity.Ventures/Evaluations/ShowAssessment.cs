using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>A report with its criteria, for the expert who was asked; to everybody else, and to whoever must not judge it, there is none.</summary>
[SignedIn]
internal sealed record ShowAssessment(Guid Id) : IQuery<AssessmentPage>;

internal sealed record AssessmentPage(Project Project, Evaluation Evaluation, Assessment Assessment);

internal sealed class ShowAssessmentHandler(CharityDbContext db, AssessmentReader reader, ProjectDesk projects, DutyCheck duties, ICurrentUser user) : IRequestHandler<ShowAssessment, Result<AssessmentPage>>
{
    public async Task<Result<AssessmentPage>> Handle(ShowAssessment request, CancellationToken cancellationToken)
    {
        if (await reader.SlugAsync(request.Id, cancellationToken) is not { } slug || await projects.FindAsync(slug, cancellationToken) is not { } project
            || await duties.ReasonAsync(project, user.Id!.Value, Duty.Evaluate, cancellationToken) is not null)
        {
            return EvaluationFailures.Unknown;
        }

        var evaluation = await db.Set<Evaluation>().AsNoTracking().Include(e => e.Assessments).SingleAsync(e => e.Assessments.Any(a => a.Id == request.Id), cancellationToken);
        return new AssessmentPage(project, evaluation, evaluation.Assessments.Single(a => a.Id == request.Id));
    }
}
