using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>Hands in the next progress report that is due.</summary>
/// <param name="Number">Which one; the page that was open knows it.</param>
[SignedIn]
internal sealed record HandInReport(string Slug, int Number, string? Text) : ICommand, IEditorsProjectRequest;

internal sealed class HandInReportValidator : AbstractValidator<HandInReport>
{
    public HandInReportValidator() => RuleFor(report => report.Text).Must(text => PlainText.Clean(text).Length > 0).Says("report_missing", "Please write the report.")
        .MaximumLength(Evaluation.ReportLength).Says("text_too_long", "Please use at most {0} characters.", Evaluation.ReportLength);
}

internal sealed class HandInReportHandler(CharityDbContext db, ProjectDesk projects, TimeProvider clock) : IRequestHandler<HandInReport, Result>
{
    public async Task<Result> Handle(HandInReport request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        if (project.IsOver)
        {
            return ProjectFailures.Over;
        }

        var (number, dueOn) = ProgressReport.DueDays(project).FirstOrDefault(due => due.Number == request.Number);
        if (number == 0 || await db.Set<ProgressReport>().AnyAsync(report => report.ProjectId == project.Id && report.Number == number, cancellationToken))
        {
            return Failure.Conflict("report_not_asked", "This report is not asked for, or was handed in already.");
        }

        db.Add(ProgressReport.Of(project.Id, number, dueOn, PlainText.Clean(request.Text, keepLines: true), clock.GetUtcNow().UtcDateTime));
        await projects.SettleAsync(project, cancellationToken);
        return Result.Ok;
    }
}
