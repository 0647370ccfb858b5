using Charity.Ventures.Forms;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Submissions;

/// <summary>For the partial view <c>Field</c>: one question of a part.</summary>
internal sealed record FieldModel(PartPage Page, FormField Field)
{
    /// <summary>What stands over the cells of a row.</summary>
    public static IReadOnlyList<string> HeadingsOf(FormField field, IStringLocalizer texts) => field.Kind == FieldKind.Budget
        ? [texts["Kind of spending"], texts["What is paid for"], texts["How it was reckoned"], texts["Total"], texts["Own part"]]
        : [.. field.Cells.Select(cell => cell.Label.ToString())];
}

/// <summary>For the partial view <c>AnswerRows</c>: an answer that is a table.</summary>
internal sealed record AnswerRowsModel(FormField Field, FormAnswers Answers, Budgets.BudgetRules Rules, string Currency);

/// <summary>For the partial view <c>RowsEntry</c>: rows of cells to be written.</summary>
internal sealed record RowsEntryModel(FormField Field, IReadOnlyList<IReadOnlyList<string>> Rows, Budgets.BudgetRules Rules);
