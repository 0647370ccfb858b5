using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Tracking;

/// <summary>What was received and paid, added up in one way.</summary>
/// <param name="Year">Only works of this year; null for all.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowTracking(TrackingView By, int? Year) : IQuery<TrackingPage>;

internal sealed class ShowTrackingHandler(TrackingPages pages) : IRequestHandler<ShowTracking, Result<TrackingPage>>
{
    public async Task<Result<TrackingPage>> Handle(ShowTracking request, CancellationToken cancellationToken) => await pages.ReadAsync(request.By, request.Year, cancellationToken);
}
