using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Evaluations;

/// <summary>The bureau concludes an evaluation as the marks say, or gives a second chance after it was failed.</summary>
/// <param name="Reason">Why there is a second chance; kept in the history.</param>
[Requires(Permissions.ManageProjects)]
internal sealed record ConcludeEvaluation(string Slug, EvaluationKind Kind, string? Trigger, int Version, string? Reason) : ICommand;

internal sealed class ConcludeEvaluationValidator : AbstractValidator<ConcludeEvaluation>
{
    public ConcludeEvaluationValidator()
    {
        RuleFor(conclude => conclude.Trigger).Must(trigger => trigger is EvaluationProcess.Pass or EvaluationProcess.Fail or EvaluationProcess.SecondChance).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(conclude => conclude.Reason).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        When(conclude => conclude.Trigger == EvaluationProcess.SecondChance, () =>
            RuleFor(conclude => conclude.Reason).Must(reason => PlainText.Clean(reason).Length > 0).Says("chance_reason_missing", "Say why there is a second chance."));
    }
}

internal sealed class ConcludeEvaluationHandler(EvaluationDesk desk) : IRequestHandler<ConcludeEvaluation, Result>
{
    public async Task<Result> Handle(ConcludeEvaluation request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Kind, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (project, evaluation) = taken.Value;
        var reason = PlainText.Clean(request.Reason, keepLines: true) is { Length: > 0 } text ? text : null;
        return await desk.MoveAsync(project, evaluation, request.Trigger!, request.Version, reason, cancellationToken);
    }
}
