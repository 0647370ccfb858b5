using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>An expert marks a report; once handed in the marks stay.</summary>
/// <param name="Points">In the order of the criteria.</param>
[SignedIn]
internal sealed record MarkReport(Guid Id, IReadOnlyList<int> Points, string? Comment) : ICommand;

internal sealed class MarkReportValidator : AbstractValidator<MarkReport>
{
    public MarkReportValidator() => RuleFor(mark => mark.Comment).Must(comment => PlainText.Clean(comment).Length > 0).Says("comment_missing", "Please say why you mark it so.")
        .MaximumLength(2000).Says("text_too_long", "Please use at most {0} characters.", 2000);
}

internal sealed class MarkReportHandler(CharityDbContext db, AssessmentReader reader, ProjectDesk projects, DutyCheck duties, ICurrentUser user, TimeProvider clock) : IRequestHandler<MarkReport, Result>
{
    public async Task<Result> Handle(MarkReport request, CancellationToken cancellationToken)
    {
        if (await reader.SlugAsync(request.Id, cancellationToken) is not { } slug)
        {
            return EvaluationFailures.Unknown;
        }

        var project = (await projects.TakeAsync(slug, cancellationToken)).Value;
        if (user.Id is not { } id || await duties.ReasonAsync(project, id, Duty.Evaluate, cancellationToken) is not null)
        {
            return EvaluationFailures.Unknown;
        }

        var evaluation = await db.Set<Evaluation>().Include(e => e.Assessments).SingleAsync(e => e.Assessments.Any(a => a.Id == request.Id), cancellationToken);
        var assessment = evaluation.Assessments.Single(a => a.Id == request.Id);
        if (evaluation.State != EvaluationProcess.Submitted || assessment.Round != evaluation.Round || assessment.HandedInUtc is not null)
        {
            return Failure.Conflict("marks_locked", "The marks were handed in already, or the evaluation is concluded.");
        }

        for (var index = 0; index < evaluation.Criteria.Count; index++)
        {
            if (index >= request.Points.Count || request.Points[index] < 0 || request.Points[index] > evaluation.Criteria[index].Weight)
            {
                return Failure.Field($"Points[{index}]", "points_out_of_range", "Please type a number from {0} to {1}.", 0, evaluation.Criteria[index].Weight);
            }
        }

        assessment.HandIn([.. evaluation.Criteria.Select((criterion, index) => new CriterionMark(criterion.Code, request.Points[index]))], PlainText.Clean(request.Comment, keepLines: true), clock.GetUtcNow().UtcDateTime);
        await duties.RecordMineAsync(project.Id, Duty.Evaluate, cancellationToken);
        return Result.Ok;
    }
}

/// <summary>Finds what an expert was asked to mark.</summary>
internal sealed class AssessmentReader(CharityDbContext db, ICurrentUser user)
{
    /// <summary>The project behind one's own assessment; null for anybody else's.</summary>
    public async Task<string?> SlugAsync(Guid assessmentId, CancellationToken cancellationToken) => await (
        from assessment in db.Set<Assessment>()
        join evaluation in db.Set<Evaluation>() on assessment.EvaluationId equals evaluation.Id
        join project in db.Set<Project>() on evaluation.ProjectId equals project.Id
        where assessment.Id == assessmentId && assessment.UserId == user.Id
        select project.Slug).FirstOrDefaultAsync(cancellationToken);
}
