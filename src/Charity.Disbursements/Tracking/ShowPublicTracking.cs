using Charity.Platform.Requests;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

/// <summary>What was received and paid, the same for everybody: sums, never persons.</summary>
[Anybody]
internal sealed record ShowPublicTracking(TrackingView By, int? Year) : IQuery<PublicTrackingPage>;

/// <param name="Waiting">What is not paid, by how long it has waited.</param>
internal sealed record PublicTrackingPage(TrackingPage Tracking, IReadOnlyList<WaitingBand> Waiting);

/// <param name="Label">Such as "30 to 89 days".</param>
internal sealed record WaitingBand(string Label, int Items, long AmountMinor);

internal sealed class ShowPublicTrackingHandler(TrackingPages pages, UnpaidReader unpaid, IStringLocalizer texts) : IRequestHandler<ShowPublicTracking, Result<PublicTrackingPage>>
{
    /// <summary>In days; the last band has no end.</summary>
    private static readonly int[] Bands = [30, 90, 365];

    public async Task<Result<PublicTrackingPage>> Handle(ShowPublicTracking request, CancellationToken cancellationToken)
    {
        var (items, _) = await unpaid.ReadAsync(cancellationToken);
        return new PublicTrackingPage(await pages.ReadAsync(request.By, request.Year, cancellationToken), BandsOf(items));
    }

    private List<WaitingBand> BandsOf(IReadOnlyList<UnpaidItem> items)
    {
        var (bands, from) = (new List<WaitingBand>(), 0);
        foreach (var until in Bands.Append(int.MaxValue))
        {
            var own = items.Where(item => item.Days >= from && item.Days < until).ToList();
            bands.Add(new WaitingBand(until == int.MaxValue ? texts["{0} days and more", from] : texts["{0} to {1} days", from, until - 1], own.Count, own.Sum(item => item.AmountMinor)));
            from = until;
        }

        return bands;
    }
}
