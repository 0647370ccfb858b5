using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Agreements;

/// <summary>The budget a project was asked for with, when less was awarded: what its organisation begins from to make the award.</summary>
/// <param name="Field">The form's question, with its limit of rows.</param>
/// <param name="Asked">The rows as they were handed in.</param>
internal sealed record AskedBudget(FormField Field, IReadOnlyList<IReadOnlyList<string>> Asked, BudgetRules Rules);

/// <summary>
/// An agreement is made from a budget that makes the award to the cent. When less was awarded than was asked for, only the organisation can
/// say what is left out: until it has, the agreement waits.
/// </summary>
internal sealed class AwardedBudgets(CharityDbContext db)
{
    /// <summary>What the project waits for; null when its budget makes the award, when its agreement is signed, and when its call asked for no budget.</summary>
    public async Task<AskedBudget?> WaitsForAsync(Project project, CancellationToken cancellationToken)
    {
        if (project.State != ProjectProcess.AgreementPending || project.HasBudgetOfAward || project is not { CallId: { } callId, SubmissionId: { } submissionId })
        {
            return null;
        }

        var call = await db.Set<Call>().AsNoTracking().Include(call => call.Forms).SingleAsync(call => call.Id == callId, cancellationToken);
        var submission = await db.Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == submissionId, cancellationToken);
        var field = call.Forms.First(form => form.Number == submission.FormNumber).Definition.Fields.FirstOrDefault(field => field.Kind == FieldKind.Budget);
        return field is null ? null : new AskedBudget(field, submission.Answers.RowsOf(field.Code), call.Design.Budget);
    }

    /// <summary>Why the agreement cannot be offered yet; null when nothing is in its way.</summary>
    public async Task<Failure?> RefusalAsync(Project project, CancellationToken cancellationToken) => await WaitsForAsync(project, cancellationToken) is null ? null : Failure.Conflict(
        "budget_not_adjusted", "Less was awarded than was asked for. The agreement can be offered as soon as the organisation has entered a budget that makes {0}.", Money.Format(project.AwardedMinor, project.Currency));
}
