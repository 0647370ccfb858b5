using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>The bureau confirms an activity, or gives it back with the reason: then it does not count until it is corrected.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record JudgeActivity(string Slug, Guid Id, string? Trigger, int Version, string? Reason) : ICommand;

internal sealed class JudgeActivityValidator : AbstractValidator<JudgeActivity>
{
    public JudgeActivityValidator()
    {
        RuleFor(judge => judge.Trigger).Must(trigger => trigger is ActivityProcess.Confirm or ActivityProcess.Return).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(judge => judge.Reason).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        When(judge => judge.Trigger == ActivityProcess.Return, () =>
            RuleFor(judge => judge.Reason).Must(reason => PlainText.Clean(reason).Length > 0).Says("return_reason_missing", "Say what is to be corrected."));
    }
}

internal sealed class JudgeActivityHandler(ActivityDesk desk) : IRequestHandler<JudgeActivity, Result>
{
    public async Task<Result> Handle(JudgeActivity request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (project, activity) = taken.Value;
        var reason = PlainText.Clean(request.Reason, keepLines: true) is { Length: > 0 } text ? text : null;
        return await desk.MoveAsync(
            project, activity, request.Trigger!, request.Version, reason,
            () =>
            {
                if (request.Trigger == ActivityProcess.Return)
                {
                    activity.GiveBack(reason!);
                }
            },
            cancellationToken);
    }
}
