using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Satisfaction;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>One activity for the bureau, with what people said of it.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowOfficeActivity(string Slug, Guid Id) : IQuery<OfficeActivityPage>;

/// <param name="Answered">Answers that count.</param>
/// <param name="Points">What they gave together, 5 to 25 each.</param>
/// <param name="Comments">The latest first, of answers that count.</param>
/// <param name="Suspicious">Answers that look made up and count for nothing, the latest first.</param>
internal sealed record OfficeActivityPage(ActivityPage Page, int Answered, int Points, IReadOnlyList<string> Comments, IReadOnlyList<SurveyAnswer> Suspicious);

internal sealed class ShowOfficeActivityHandler(CharityDbContext db, ActivityReader reader) : IRequestHandler<ShowOfficeActivity, Result<OfficeActivityPage>>
{
    /// <summary>An activity has no more answers than people; so many are read on a page.</summary>
    private const int Most = 500;

    public async Task<Result<OfficeActivityPage>> Handle(ShowOfficeActivity request, CancellationToken cancellationToken)
    {
        var page = await reader.OneAsync(request.Slug, request.Id, cancellationToken);
        if (page.Failure is { } failure)
        {
            return failure;
        }

        var answers = await db.Set<SurveyAnswer>().AsNoTracking().Where(answer => answer.ActivityId == request.Id).OrderByDescending(answer => answer.AtUtc).Take(Most).ToListAsync(cancellationToken);
        var counted = answers.FindAll(answer => !answer.IsSuspicious);
        return new OfficeActivityPage(
            page.Value, counted.Count, counted.Sum(answer => answer.Points), [.. counted.Select(answer => answer.Comment).OfType<string>()], answers.FindAll(answer => answer.IsSuspicious));
    }
}
