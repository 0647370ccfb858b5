using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Budgets;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Changes;

/// <summary>Asks for a change of the project.</summary>
/// <param name="Amounts">The budget's new amounts, line by line; only for <see cref="ChangeKind.Budget"/> and <see cref="ChangeKind.Less"/>.</param>
[SignedIn]
internal sealed record RequestChange(string Slug, ChangeKind Kind, string? Reason, DateOnly? RunsUntil, IReadOnlyList<string?> Amounts) : ICommand, IEditorsProjectRequest
{
    /// <summary>How much of the award is given up, as typed; only for <see cref="ChangeKind.Less"/>.</summary>
    public string? Less { get; init; }
}

internal sealed class RequestChangeValidator : AbstractValidator<RequestChange>
{
    public RequestChangeValidator()
    {
        RuleFor(change => change.Kind).IsInEnum().Says("kind_missing", "Say what is to change.");
        RuleFor(change => change.Reason).Must(reason => PlainText.Clean(reason).Length > 0).Says("change_reason_missing", "Say what is to change and why.")
            .MaximumLength(2000).Says("text_too_long", "Please use at most {0} characters.", 2000);
        When(change => change.Kind == ChangeKind.Time, () => RuleFor(change => change.RunsUntil).NotNull().Says("day_missing", "Please choose the day."));
        When(change => change.Kind == ChangeKind.Less, () =>
            RuleFor(change => change.Less).Must(less => AmountParser.Parse(less, Money.Yuan).Minor > 0).Says("amount_wrong", "Please type the amount, like 120.00."));
    }
}

internal sealed class RequestChangeHandler(CharityDbContext db, ProjectDesk projects, IOrganisations organisations, ICurrentUser user, IAlerts alerts, TimeProvider clock) : IRequestHandler<RequestChange, Result>
{
    public async Task<Result> Handle(RequestChange request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        if (project.IsOver || project.State == ProjectProcess.FinalDue)
        {
            return ProjectFailures.Over;
        }

        if (request.Kind is ChangeKind.Purpose or ChangeKind.Money)
        {
            return Failure.Field(nameof(request.Kind), "needs_new_decision", "Purpose and amount stay as they were awarded: they need a new submission and a new decision.");
        }

        if (request.Kind == ChangeKind.Time && request.RunsUntil <= project.RunsFrom)
        {
            return Failure.Field(nameof(request.RunsUntil), "ends_before_begin", "It would end before it begins.");
        }

        if (await db.Set<ChangeRequest>().AnyAsync(change => change.ProjectId == project.Id && change.State == ChangeProcess.Requested && change.Kind == request.Kind, cancellationToken))
        {
            return Failure.Conflict("change_asked", "A change of this kind waits to be decided already.");
        }

        Result<ChangeTerms> terms = request.Kind switch
        {
            ChangeKind.Time => new ChangeTerms(request.RunsUntil),
            ChangeKind.Budget => Rebudgeted(project, request.Amounts, lessMinor: 0),
            ChangeKind.Less => await LessAsync(project, request, cancellationToken),
            _ => new ChangeTerms(),
        };
        if (terms.Failure is { } wrong)
        {
            return wrong;
        }

        db.Add(ChangeRequest.Ask(project.Id, request.Kind, PlainText.Clean(request.Reason, keepLines: true), terms.Value, clock.GetUtcNow()));
        await alerts.RaiseAsync(
            $"project-change:{project.Id:N}", Permissions.ManageProjects, $"/office/projects/{project.Slug}/changes", "{0} asks for a change.", [project.Title.Zh], cancellationToken);
        return Result.Ok;
    }

    /// <summary>It binds the organisation as a signature does, so only its owners do it.</summary>
    private async Task<Result<ChangeTerms>> LessAsync(Project project, RequestChange request, CancellationToken cancellationToken)
    {
        if (!user.IsSystem && await organisations.RoleOfAsync(user.Id!.Value, project.OrganisationId, cancellationToken) != OrganisationRole.Owner)
        {
            return Failure.Forbidden("owners_give_up", "Only an owner of the organisation gives up a part of the award.");
        }

        if (AmountParser.Parse(request.Less, project.Currency).Minor is not (> 0 and var less))
        {
            return Failure.Field(nameof(request.Less), "amount_wrong", "Please type the amount, like 120.00.");
        }

        return LoweredAward.Of(project, less).Failure is { } uncovered ? Failure.Field(nameof(request.Less), uncovered.Code, uncovered.Message, [.. uncovered.Arguments])
            : project.Budget.Count > 0 ? Rebudgeted(project, request.Amounts, less)
            : new ChangeTerms(LessMinor: less);
    }

    /// <summary>The same lines with other amounts, and to the cent the sum of now less what is given up.</summary>
    private static Result<ChangeTerms> Rebudgeted(Project project, IReadOnlyList<string?> amounts, long lessMinor)
    {
        var lines = new List<BudgetLine>();
        for (var index = 0; index < project.Budget.Count; index++)
        {
            if (AmountParser.Parse(amounts.ElementAtOrDefault(index), project.Currency).Minor is not (>= 0 and var asked))
            {
                return Failure.Field($"Amounts[{index}]", "amount_wrong", "Please type the amount, like 120.00.");
            }

            var line = project.Budget[index];
            lines.Add(line with { TotalMinor = asked + (line.OwnMinor ?? 0) });
        }

        var (wanted, sum) = (lessMinor > 0 ? project.AwardedMinor - lessMinor : project.Budget.Sum(line => line.AskedMinor), lines.Sum(line => line.AskedMinor));
        return sum == wanted ? new ChangeTerms(Budget: lines, LessMinor: lessMinor > 0 ? lessMinor : null)
            : lessMinor > 0 ? Failure.Field("Amounts[0]", "budget_sum_differs", "The lines make {0}. Without what is given up they have to make {1}.", Money.Format(sum, project.Currency), Money.Format(wanted, project.Currency))
            : Failure.Field("Amounts[0]", "budget_sum_differs", "The lines make {0}, not {1}: only what is there can be moved.", Money.Format(sum, project.Currency), Money.Format(wanted, project.Currency));
    }
}
