using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Duties;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Evaluations;

/// <summary>Asks somebody to mark a report; refused for whoever has had to do with the project.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record AskExpert(string Slug, EvaluationKind Kind, string? Email) : ICommand;

internal sealed class AskExpertHandler(EvaluationDesk desk, DutyCheck duties, IUserDirectory users, IMailOutbox outbox, SiteAddress site, IStringLocalizer texts, TimeProvider clock) : IRequestHandler<AskExpert, Result>
{
    public async Task<Result> Handle(AskExpert request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Kind, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (project, evaluation) = taken.Value;
        if (evaluation.State != EvaluationProcess.Submitted)
        {
            return Failure.Conflict("nothing_to_assess", "There is no report to be marked now.");
        }

        if (await users.FindByEmailAsync(PlainText.Clean(request.Email), cancellationToken) is not { EmailConfirmed: true } expert)
        {
            return Failure.Field(nameof(request.Email), "person_unknown", "Nobody has a confirmed account with this address.");
        }

        if (await duties.ReasonAsync(project, expert.Id, Duty.Evaluate, cancellationToken) is { } reason)
        {
            return Failure.Field(nameof(request.Email), reason.Code, "{0}: {1}", expert.Name, texts.Say(reason));
        }

        if (evaluation.Current.Any(assessment => assessment.UserId == expert.Id))
        {
            return Failure.Field(nameof(request.Email), "expert_asked", "{0} was asked already.", expert.Name);
        }

        var assessment = Assessment.Of(evaluation, expert.Id, expert.Name, clock.GetUtcNow());
        evaluation.Invite(assessment);
        using var reading = ReadersCulture.Use(expert.Culture);
        outbox.Add(new MailDraft(
            $"evaluation-expert:{assessment.Id:N}", expert.Email, texts["A report waits for your marks: {0}", project.Title],
            string.Join("\n\n", texts["Dear {0},", expert.Name], texts["Please read the report and mark it by the criteria:"], site.Of($"/review/evaluations/{assessment.Id}"))));
        return Result.Ok;
    }
}
