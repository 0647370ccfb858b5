using Charity.Platform.Exports;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

/// <summary>What was received and paid, added up in one way.</summary>
/// <param name="Year">Only works of this year; null for all.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowTracking(TrackingView By, int? Year) : IQuery<TrackingPage>;

/// <summary>The same for everybody: sums, never persons.</summary>
[Anybody]
internal sealed record ShowPublicTracking(TrackingView By, int? Year) : IQuery<PublicTrackingPage>;

/// <summary>The same as a table to download.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ExportTracking(TrackingView By, int? Year) : IQuery<ITable>;

/// <summary>Everything that is not paid, with its reason and owner.</summary>
/// <param name="After">How many to leave out.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ListUnpaid(int After) : IQuery<UnpaidPage>;

/// <summary>Everything that is not paid as a table to download.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ExportUnpaid : IQuery<ITable>;

internal sealed record TrackingPage(TrackingView By, int? Year, IReadOnlyList<int> Years, IReadOnlyList<TrackingRow> Rows, TrackingRow Total, DateTime AsOf);

/// <param name="Waiting">What is not paid, by how long it has waited.</param>
internal sealed record PublicTrackingPage(TrackingPage Tracking, IReadOnlyList<WaitingBand> Waiting);

/// <param name="Label">Such as "less than 30 days".</param>
internal sealed record WaitingBand(string Label, int Items, long AmountMinor);

internal sealed record UnpaidPage(IReadOnlyList<UnpaidItem> Items, int? Next, int Count, long AmountMinor, IReadOnlyList<OwnerSum> Owners, IReadOnlyList<EarlyWarning> Warnings);

internal sealed record OwnerSum(string Owner, int Items, long AmountMinor, int LongestDays);

internal sealed class TrackingHandler(TrackingReader reader, UnpaidReader unpaid, IStringLocalizer texts, SiteTime time, TimeProvider clock)
    : IRequestHandler<ShowTracking, Result<TrackingPage>>, IRequestHandler<ShowPublicTracking, Result<PublicTrackingPage>>, IRequestHandler<ExportTracking, Result<ITable>>,
      IRequestHandler<ListUnpaid, Result<UnpaidPage>>, IRequestHandler<ExportUnpaid, Result<ITable>>
{
    private const int PageLength = 100;

    /// <summary>In days; the last band has no end.</summary>
    private static readonly int[] Bands = [30, 90, 365];

    public async Task<Result<TrackingPage>> Handle(ShowTracking request, CancellationToken cancellationToken) => await PageAsync(request.By, request.Year, cancellationToken);

    public async Task<Result<PublicTrackingPage>> Handle(ShowPublicTracking request, CancellationToken cancellationToken)
    {
        var (items, _) = await unpaid.ReadAsync(cancellationToken);
        return new PublicTrackingPage(await PageAsync(request.By, request.Year, cancellationToken), BandsOf(items));
    }

    public async Task<Result<ITable>> Handle(ExportTracking request, CancellationToken cancellationToken) => Result<ITable>.Ok(
        Table.From("payouts", (await PageAsync(request.By, request.Year, cancellationToken)).Rows)
            .Text(texts[TrackingWords.Of(request.By)], row => row.Label).Number(texts["Projects and lists"], row => row.Works).Number(texts["Done"], row => row.Done).Number(texts["Running"], row => row.Running)
            .Number(texts["Not started"], row => row.NotStarted).Number(texts["Stopped"], row => row.Stopped).Money(texts["Received"], row => row.ReceivedMinor, Money.Yuan).Money(texts["Paid out"], row => row.PaidMinor, Money.Yuan)
            .Money(texts["Came back"], row => row.ReturnedMinor, Money.Yuan).Text(texts["Payout rate"], row => TrackingWords.Rate(row)));

    public async Task<Result<UnpaidPage>> Handle(ListUnpaid request, CancellationToken cancellationToken)
    {
        var (items, warnings) = await unpaid.ReadAsync(cancellationToken);
        var after = Math.Clamp(request.After, 0, items.Count);
        var owners = items.GroupBy(item => item.Owner).Select(group => new OwnerSum(group.Key, group.Count(), group.Sum(item => item.AmountMinor), group.Max(item => item.Days)))
            .OrderByDescending(owner => owner.AmountMinor).ToList();
        return new UnpaidPage(
            [.. items.Skip(after).Take(PageLength)], after + PageLength < items.Count ? after + PageLength : null, items.Count, items.Sum(item => item.AmountMinor), owners, warnings);
    }

    public async Task<Result<ITable>> Handle(ExportUnpaid request, CancellationToken cancellationToken) => Result<ITable>.Ok(
        Table.From("unpaid", (await unpaid.ReadAsync(cancellationToken)).Items)
            .Text(texts["What"], item => item.What).Money(texts["Amount"], item => item.AmountMinor, Money.Yuan).Text(texts["Reason"], item => item.Reason).Text(texts["Waits with"], item => item.Owner)
            .Date(texts["Since"], item => time.DayOf(item.SinceUtc)).Number(texts["Days"], item => item.Days));

    private async Task<TrackingPage> PageAsync(TrackingView by, int? year, CancellationToken cancellationToken)
    {
        var works = await reader.WorksAsync(cancellationToken);
        var chosen = year is null ? works : [.. works.Where(work => work.Year == year)];
        return new TrackingPage(
            by, year, [.. works.Select(work => work.Year).Distinct().OrderDescending()], TrackingReader.Group(chosen, by, await reader.LabelsAsync(by, cancellationToken)),
            TrackingRow.Of(texts["All together"], chosen), clock.GetUtcNow().UtcDateTime);
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
