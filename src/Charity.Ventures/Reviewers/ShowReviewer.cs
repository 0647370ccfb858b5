using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>A reviewer as the office sees them: what they know, what they declared, what was found.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ShowReviewer(Guid Id) : IQuery<ReviewerPage>;

internal sealed record ReviewerPage(Reviewer Reviewer, IReadOnlyList<InterestRow> Interests, IReadOnlyList<ConflictRow> Conflicts, IReadOnlyList<LocalizedText> AvoidedAreas);

internal sealed record ConflictRow(ReviewerConflict Conflict, LocalizedText OrganisationName);

internal sealed class ShowReviewerHandler(CharityDbContext db, IOrganisations organisations, IAreas areas) : IRequestHandler<ShowReviewer, Result<ReviewerPage>>
{
    public async Task<Result<ReviewerPage>> Handle(ShowReviewer request, CancellationToken cancellationToken)
    {
        if (await db.Set<Reviewer>().AsNoTracking().SingleOrDefaultAsync(reviewer => reviewer.Id == request.Id, cancellationToken) is not { } reviewer)
        {
            return ReviewerFailures.Unknown;
        }

        var conflicts = await db.Set<ReviewerConflict>().AsNoTracking().Where(conflict => conflict.ReviewerId == reviewer.Id).OrderByDescending(conflict => conflict.Id).ToListAsync(cancellationToken);
        var names = (await organisations.SummariesAsync([.. conflicts.Select(conflict => conflict.OrganisationId)], cancellationToken)).ToDictionary(organisation => organisation.Id, organisation => organisation.Name);
        return new ReviewerPage(
            reviewer,
            await ListInterestsHandler.OfAsync(db, reviewer.Id, cancellationToken),
            conflicts.ConvertAll(conflict => new ConflictRow(conflict, names.GetValueOrDefault(conflict.OrganisationId) ?? new LocalizedText("?"))),
            [.. (await areas.AllAsync(cancellationToken)).Where(area => reviewer.AvoidedAreas.Contains(area.Code)).Select(area => area.Name)]);
    }
}
