using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>Takes an expense that was entered wrongly out of the sums. It stays in the list, struck out.</summary>
[SignedIn]
internal sealed record VoidExpense(string Slug, Guid Id) : ICommand, IOwnProjectRequest;

internal sealed class VoidExpenseHandler(CharityDbContext db, ProjectDesk projects) : IRequestHandler<VoidExpense, Result>
{
    public async Task<Result> Handle(VoidExpense request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        if (!taken.Value.IsUnderWay)
        {
            return ActivityFailures.NotUnderWay;
        }

        if (await db.Set<Expense>().SingleOrDefaultAsync(expense => expense.Id == request.Id && expense.ProjectId == taken.Value.Id && !expense.IsVoid, cancellationToken) is not { } expense)
        {
            return Failure.NotFound("expense_unknown", "There is no such expense.");
        }

        expense.MakeVoid();
        taken.Value.Count(new ProjectFigures(SpentMinor: -expense.AmountMinor));
        return Result.Ok;
    }
}
