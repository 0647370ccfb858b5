using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Reviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>What the reviewer who is signed in has declared, and the form for one more.</summary>
[SignedIn]
internal sealed record ListInterests : IQuery<InterestsPage>;

/// <param name="Organisations">The names to choose from.</param>
internal sealed record InterestsPage(IReadOnlyList<InterestRow> Interests, IReadOnlyList<string> Organisations);

internal sealed record InterestRow(Guid Id, string OrganisationName, InterestKind Kind, DateOnly? Since, DateOnly? Until, string Note, string? SetAsideReason);

internal sealed class ListInterestsHandler(CharityDbContext db, ReviewDesk desk, IOrganisations organisations) : IRequestHandler<ListInterests, Result<InterestsPage>>
{
    public async Task<Result<InterestsPage>> Handle(ListInterests request, CancellationToken cancellationToken) => await desk.MeAsync(cancellationToken) is { } me
        ? new InterestsPage(await OfAsync(db, me.Id, cancellationToken), [.. (await organisations.VerifiedAsync(cancellationToken)).Select(organisation => organisation.Name.ToString())])
        : ReviewerFailures.NotOne;

    internal static Task<List<InterestRow>> OfAsync(CharityDbContext db, Guid reviewerId, CancellationToken cancellationToken) => db.Set<ReviewerInterest>()
        .Where(interest => interest.ReviewerId == reviewerId)
        .OrderByDescending(interest => interest.Id)
        .Select(interest => new InterestRow(interest.Id, interest.OrganisationName, interest.Kind, interest.Since, interest.LastDay, interest.Note, interest.SetAsideReason))
        .ToListAsync(cancellationToken);
}
