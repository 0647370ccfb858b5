using Charity.Platform.Data;
using Charity.Platform.Navigation;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Leads reviewers from their account to their reviews.</summary>
internal sealed class ReviewersPlace(CharityDbContext db) : IOwnPlaces
{
    public async ValueTask<IReadOnlyList<OwnPlace>> OfAsync(Guid person, CancellationToken cancellationToken) =>
        await db.Set<Reviewer>().AnyAsync(reviewer => reviewer.UserId == person, cancellationToken) ? [new OwnPlace("My reviews", "/review")] : [];
}
