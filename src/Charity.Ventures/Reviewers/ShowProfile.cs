using Charity.Platform.Requests;
using Charity.Ventures.Reviews;
using MediatR;

namespace Charity.Ventures.Reviewers;

/// <summary>What the form of <see cref="EditProfile"/> shows.</summary>
[SignedIn]
internal sealed record ShowProfile : IQuery<ProfilePage>;

/// <param name="HasIdentity">An identity number was given; it is not shown again.</param>
internal sealed record ProfilePage(EditProfile Form, string Name, bool HasIdentity, bool HasAccount);

internal sealed class ShowProfileHandler(ReviewDesk desk) : IRequestHandler<ShowProfile, Result<ProfilePage>>
{
    public async Task<Result<ProfilePage>> Handle(ShowProfile request, CancellationToken cancellationToken) => await desk.MeAsync(cancellationToken) is { } me
        ? new ProfilePage(
            new EditProfile
            {
                Revision = me.Version,
                Employer = me.Employer,
                JobTitle = me.JobTitle,
                MainExpertise = me.Expertise is [var first, ..] ? first : null,
                Expertise = [.. me.Expertise],
                AvoidedAreas = [.. me.AvoidedAreas],
                Capacity = me.Capacity,
                Address = me.Address,
                Telephone = me.Telephone,
            },
            me.Name, me.IdentityFingerprint is not null, me.AccountFingerprint is not null)
        : ReviewerFailures.NotOne;
}
