using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Alliance;

/// <summary>The merchants as a table to take away, without their contacts.</summary>
[Requires(Permissions.ViewAlliance)]
internal sealed record ExportMerchants : IQuery<ITable>;

internal sealed class ExportMerchantsHandler(CharityDbContext db, MerchantRows rows, IStringLocalizer texts) : IRequestHandler<ExportMerchants, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportMerchants request, CancellationToken cancellationToken)
    {
        var merchants = await rows.OfAsync(await db.Set<Merchant>().AsNoTracking().OrderBy(merchant => merchant.Id).ToListAsync(cancellationToken), cancellationToken);
        return Result<ITable>.Ok(Table.From(texts["Merchant alliance"], merchants)
            .Text(texts["Merchant"], merchant => merchant.Name.ToString())
            .Text(texts["Kind of shop"], merchant => texts[AllianceWords.Of(merchant.Category)])
            .Text(texts["Area"], merchant => merchant.Area?.ToString())
            .Text(texts["Fund"], merchant => merchant.Fund?.ToString())
            .Text(texts["Pledge"], merchant => AllianceWords.Say(texts, merchant.Pledge))
            .Text(texts["State"], merchant => texts[MerchantProcess.Table.States[merchant.State].Words.Staff])
            .Date(texts["Since"], merchant => merchant.Since)
            .Date(texts["Until"], merchant => merchant.Until)
            .Money(texts["Given so far"], merchant => merchant.GivenMinor)
            .Number(texts["Gifts"], merchant => merchant.GiftCount));
    }
}
