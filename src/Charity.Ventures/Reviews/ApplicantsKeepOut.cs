using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>A request of the office about who reviews a call's submissions and how they rank; held by <see cref="ApplicantsKeepOut"/>.</summary>
internal interface ICallReviewsRequest
{
    string Slug { get; }
}

/// <summary>Whoever belongs to an applicant neither chooses its reviewers nor sees how it and its competitors rank, whatever their permission.</summary>
internal sealed class ApplicantsKeepOut(CharityDbContext db, DeciderCheck deciders) : IAuthorize<ICallReviewsRequest>
{
    public async Task<Failure?> AuthorizeAsync(ICallReviewsRequest request, CancellationToken cancellationToken) =>
        await db.Set<Call>().Where(call => call.Slug == request.Slug).Select(call => (Guid?)call.Id).SingleOrDefaultAsync(cancellationToken) is { } id
            ? await deciders.RefusalAsync(id, Permissions.ManageReviewers, cancellationToken)
            : null;
}
