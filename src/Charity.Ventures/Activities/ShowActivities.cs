using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>A project's activities and expenses, for its organisation.</summary>
[SignedIn]
internal sealed record ShowActivities(string Slug) : IQuery<ActivitiesPage>, IOwnProjectRequest;

/// <summary>The same for the bureau.</summary>
/// <param name="Heads">The heads of the budget, in its order.</param>
internal sealed record ActivitiesPage(
    string Slug, string Currency, bool IsUnderWay, ProjectFigures Figures, IReadOnlyList<Activity> Activities, IReadOnlyList<ExpenseRow> Expenses, IReadOnlyList<(string Code, string Name)> Heads, DateTime NowUtc);

internal sealed record ExpenseRow(Expense Expense, IReadOnlyList<AttachmentInfo> Vouchers);

internal sealed class ShowActivitiesHandler(ActivityReader reader) : IRequestHandler<ShowActivities, Result<ActivitiesPage>>
{
    public Task<Result<ActivitiesPage>> Handle(ShowActivities request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}

/// <summary>Reads what both sides see of a project's activities.</summary>
internal sealed class ActivityReader(CharityDbContext db, ProjectDesk projects, IAttachments attachments, TimeProvider clock)
{
    /// <summary>More than a year's project has.</summary>
    private const int Most = 400;

    public async Task<Result<ActivitiesPage>> PageAsync(string slug, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(slug, cancellationToken) is not { } project)
        {
            return ProjectFailures.Unknown;
        }

        var activities = await db.Set<Activity>().AsNoTracking().Where(activity => activity.ProjectId == project.Id).OrderByDescending(activity => activity.StartsUtc).Take(Most).ToListAsync(cancellationToken);
        var expenses = await db.Set<Expense>().AsNoTracking().Where(expense => expense.ProjectId == project.Id).OrderByDescending(expense => expense.Id).Take(Most).ToListAsync(cancellationToken);
        var rows = new List<ExpenseRow>(expenses.Count);
        foreach (var expense in expenses)
        {
            rows.Add(new ExpenseRow(expense, await attachments.ListAsync(ActivityDesk.VoucherOf(expense.Id), cancellationToken)));
        }

        return new ActivitiesPage(
            project.Slug, project.Currency, project.IsUnderWay, project.Figures, activities, rows, await HeadsAsync(project, cancellationToken), clock.GetUtcNow().UtcDateTime);
    }

    public async Task<Result<ActivityPage>> OneAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(slug, cancellationToken) is not { } project
            || await db.Set<Activity>().AsNoTracking().Include(a => a.Volunteers.OrderBy(volunteer => volunteer.Id)).SingleOrDefaultAsync(a => a.Id == id && a.ProjectId == project.Id, cancellationToken) is not { } activity)
        {
            return ActivityFailures.Unknown;
        }

        return new ActivityPage(project.Slug, project.IsUnderWay, activity, await attachments.ListAsync(ActivityDesk.PhotosOf(id), cancellationToken), clock.GetUtcNow().UtcDateTime);
    }

    private async Task<IReadOnlyList<(string, string)>> HeadsAsync(Project project, CancellationToken cancellationToken)
    {
        var heads = (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Id == project.CallId, cancellationToken))?.Design.Budget.Heads ?? [];
        return [.. project.Budget.Select(line => line.Head).Distinct().Select(code => (code, heads.FirstOrDefault(head => head.Code == code)?.Name.ToString() ?? code))];
    }
}
