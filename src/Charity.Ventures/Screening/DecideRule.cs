using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Screening;

/// <summary>The office's decision about one rule of the call, with its reason; it stays written beside what the record said.</summary>
[Requires(Permissions.ScreenSubmissions)]
internal sealed record DecideRule(Guid Id, string? Rule, bool IsMet, string? Reason, int Version) : ICommand;

internal sealed class DecideRuleValidator : AbstractValidator<DecideRule>
{
    public DecideRuleValidator() => RuleFor(decision => decision.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Write down the reason; it stays with the submission.")
        .MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300);
}

internal sealed class DecideRuleHandler(ScreeningDesk desk, ICurrentUser user, TimeProvider clock) : IRequestHandler<DecideRule, Result>
{
    public async Task<Result> Handle(DecideRule request, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(request.Id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var submission = found.Value.Submission;
        var report = submission.Eligibility;
        if (submission.State != SubmissionProcess.Submitted || submission.Version != request.Version)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        if (report.Answers.All(answer => answer.Rule != request.Rule))
        {
            return Failure.NotFound("rule_unknown", "The call has no such rule.");
        }

        submission.Judge(report with { Overrides = [.. report.Overrides, new RuleOverride(request.Rule!, request.IsMet, PlainText.Clean(request.Reason), user.Name, clock.GetUtcNow().UtcDateTime)] });
        return Result.Ok;
    }
}
