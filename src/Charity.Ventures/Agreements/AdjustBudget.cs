using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Budgets;
using Charity.Ventures.Forms;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>Says what an award is spent on that is less than was asked for, by the same rules as the call's: once, to the cent.</summary>
/// <param name="Rows">As typed: the cells of <see cref="BudgetLine"/>.</param>
[SignedIn]
internal sealed record AdjustBudget(string Slug, IReadOnlyList<IReadOnlyList<string>> Rows) : ICommand, IEditorsProjectRequest
{
    /// <summary>What the page's cells are named by (<see cref="AnswersForm"/>), whatever the call's form calls its question.</summary>
    public const string Code = "budget";
}

internal sealed class AdjustBudgetHandler(ProjectDesk desk, AwardedBudgets budgets, IAlerts alerts) : IRequestHandler<AdjustBudget, Result>
{
    public async Task<Result> Handle(AdjustBudget request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        if (await budgets.WaitsForAsync(project, cancellationToken) is not { } waiting)
        {
            return Failure.Conflict("budget_not_asked", "The budget makes the award already. Ask for a change if money is to be moved.");
        }

        var field = waiting.Field with { Code = AdjustBudget.Code };
        var answers = FormAnswers.Of([new(field.Code, request.Rows)]);
        var budget = Budget.Of(answers.RowsOf(field.Code), project.Currency);
        FieldFailure[] wrong =
        [
            .. FormCheck.Wrong(new FormDefinition([new FormSection(field.Label, [field])]), answers), .. BudgetCheck.Wrong(field.Code, budget, waiting.Rules, capMinor: null, project.Currency),
            .. WrongSum(project, budget),
        ];
        if (wrong.Length > 0)
        {
            return Failure.Invalid(wrong[0].Code, wrong[0].Message, wrong[0].Arguments) with { Fields = [.. wrong.Select(failure => failure with { Field = AnswersForm.Name(failure.Field) })] };
        }

        project.AgreeBudget(budget.Lines);
        await alerts.RaiseAsync(
            ProjectAlerts.Budget(project), Permissions.ManageProjects, $"/office/projects/{project.Slug}/agreement", "The budget of {0} makes its award now: the agreement can be offered.", [project.Title.Zh],
            cancellationToken);
        return Result.Ok;
    }

    private static IEnumerable<FieldFailure> WrongSum(Project project, Budget budget)
    {
        if (budget.AskedMinor != project.AwardedMinor)
        {
            yield return new(
                AdjustBudget.Code, "budget_not_award", "The lines ask for {0}; the award is {1}. They have to make it exactly.", Money.Format(budget.AskedMinor, project.Currency),
                Money.Format(project.AwardedMinor, project.Currency));
        }
    }
}
