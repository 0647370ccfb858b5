using Charity.Platform.Exports;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

/// <summary>Everything that is not paid as a table to download.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ExportUnpaid : IQuery<ITable>;

internal sealed class ExportUnpaidHandler(UnpaidReader unpaid, IStringLocalizer texts, SiteTime time) : IRequestHandler<ExportUnpaid, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportUnpaid request, CancellationToken cancellationToken) => Result<ITable>.Ok(
        Table.From("unpaid", (await unpaid.ReadAsync(cancellationToken)).Items)
            .Text(texts["What"], item => item.What).Money(texts["Amount"], item => item.AmountMinor, Money.Yuan).Text(texts["Reason"], item => item.Reason).Text(texts["Waits with"], item => item.Owner)
            .Date(texts["Since"], item => time.DayOf(item.SinceUtc)).Number(texts["Days"], item => item.Days));
}
