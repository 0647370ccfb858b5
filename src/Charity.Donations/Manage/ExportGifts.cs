using Charity.Donations.Giving;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Manage;

/// <summary>The gifts of one's funds as a table. That somebody took it away is noted in the audit trail.</summary>
[Requires(Permissions.ViewDonations)]
internal sealed record ExportGifts(GiftFilter Filter) : ICommand<Result<GiftTable>>;

/// <param name="Table">Read from the database while it is written, row by row.</param>
internal sealed record GiftTable(ITable Table);

internal sealed class ExportGiftsHandler(CharityDbContext db, GiftScope scope, IAuditTrail audit, SiteTime time, IStringLocalizer texts) : IRequestHandler<ExportGifts, Result<GiftTable>>
{
    public async Task<Result<GiftTable>> Handle(ExportGifts request, CancellationToken cancellationToken)
    {
        var funds = await scope.FundsAsync(cancellationToken);
        if (request.Filter.Apply(db.Set<Donation>().AsNoTracking(), funds, await scope.HasAllAsync(cancellationToken), time) is not { } gifts)
        {
            return GiftScope.NotFound;
        }

        audit.Record("Gifts.Exported", request.Filter.Fund, request.Filter);
        var names = funds.ToDictionary(fund => fund.Id, fund => fund.Name);
        var rows = gifts.OrderByDescending(gift => gift.Id).AsAsyncEnumerable().Select(gift => GiftRow.Of(gift, names[gift.FundId]));
        return new GiftTable(Table.From(texts["Donations"], rows)
            .Text(texts["Receipt number"], gift => gift.ReceiptNumber)
            .Text(texts["Fund"], gift => gift.FundName.ToString())
            .Text(texts["Donor"], gift => gift.DonorName.Length == 0 ? texts["Anonymous friend"] : gift.DonorName)
            .Text(texts["Anonymous in public"], gift => texts[gift.IsAnonymous ? "Yes" : "No"])
            .Money(texts["Amount"], gift => gift.AmountMinor)
            .Money(texts["Of it for the fee"], gift => gift.CoveredFeeMinor)
            .Text(texts["Source of the gift"], gift => texts[GiftSources.Text(gift.Source)])
            .Text(texts["State"], gift => texts[DonationProcess.Table.States[gift.State].Words.Staff])
            .Text(texts["Message"], gift => gift.Message)
            .Moment(texts["Given"], gift => gift.CreatedUtc)
            .Moment(texts["Money arrived"], gift => gift.PaidUtc)
            .Date(texts["Day in the books"], gift => gift.EffectiveDate)
            .Text(texts["Reference"], gift => gift.Reference));
    }
}
