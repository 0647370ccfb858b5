using Charity.Platform.Exports;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

/// <summary>What was received and paid as a table to download.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ExportTracking(TrackingView By, int? Year) : IQuery<ITable>;

internal sealed class ExportTrackingHandler(TrackingPages pages, IStringLocalizer texts) : IRequestHandler<ExportTracking, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportTracking request, CancellationToken cancellationToken) => Result<ITable>.Ok(
        Table.From("payouts", (await pages.ReadAsync(request.By, request.Year, cancellationToken)).Rows)
            .Text(texts[TrackingWords.Of(request.By)], row => row.Label).Number(texts["Projects and lists"], row => row.Works).Number(texts["Done"], row => row.Done).Number(texts["Running"], row => row.Running)
            .Number(texts["Not started"], row => row.NotStarted).Number(texts["Stopped"], row => row.Stopped).Money(texts["Received or awarded"], row => row.ReceivedMinor, Money.Yuan).Money(texts["Paid out"], row => row.PaidMinor, Money.Yuan)
            .Money(texts["Promised, not asked for"], row => row.PromisedMinor, Money.Yuan).Money(texts["Asked for, not approved"], row => row.AskedMinor, Money.Yuan).Money(texts["Approved or with the bank"], row => row.ApprovedMinor, Money.Yuan)
            .Money(texts["Came back"], row => row.ReturnedMinor, Money.Yuan).Text(texts["Payout rate"], row => TrackingWords.Rate(row)));
}
