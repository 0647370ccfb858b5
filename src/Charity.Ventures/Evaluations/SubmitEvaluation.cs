using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Evaluations;

/// <summary>Hands in the report that an evaluation is about.</summary>
[SignedIn]
internal sealed record SubmitEvaluation(string Slug, EvaluationKind Kind, int Version, string? Report) : ICommand, IEditorsProjectRequest;

internal sealed class SubmitEvaluationValidator : AbstractValidator<SubmitEvaluation>
{
    public SubmitEvaluationValidator() => RuleFor(submit => submit.Report).Must(text => PlainText.Clean(text).Length > 0).Says("report_missing", "Please write the report.")
        .MaximumLength(Evaluation.ReportLength).Says("text_too_long", "Please use at most {0} characters.", Evaluation.ReportLength);
}

internal sealed class SubmitEvaluationHandler(EvaluationDesk desk) : IRequestHandler<SubmitEvaluation, Result>
{
    public async Task<Result> Handle(SubmitEvaluation request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Kind, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (project, evaluation) = taken.Value;
        evaluation.HandIn(PlainText.Clean(request.Report, keepLines: true));
        return await desk.MoveAsync(project, evaluation, EvaluationProcess.Submit, request.Version, note: null, cancellationToken);
    }
}
