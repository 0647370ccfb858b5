using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Alliance;

/// <summary>The merchants for the office, newest first.</summary>
/// <param name="State">Null for all.</param>
[Requires(Permissions.ViewAlliance)]
internal sealed record ListMerchants(string? State, Guid? After) : IQuery<MerchantList>;

/// <summary>The merchants as a table to take away, without their contacts.</summary>
[Requires(Permissions.ViewAlliance)]
internal sealed record ExportMerchants : IQuery<ITable>;

internal sealed record MerchantList(IReadOnlyList<MerchantRow> Merchants, string? State, Guid? Next);

internal sealed record MerchantRow(
    Guid Id, string Slug, LocalizedText Name, MerchantCategory Category, LocalizedText? Area, LocalizedText? Fund, Pledge Pledge, string State, DateOnly? Since, DateOnly? Until, long GivenMinor, int GiftCount);

internal sealed class ListMerchantsHandler(CharityDbContext db, MerchantRows rows) : IRequestHandler<ListMerchants, Result<MerchantList>>
{
    private const int PageLength = 50;

    public async Task<Result<MerchantList>> Handle(ListMerchants request, CancellationToken cancellationToken)
    {
        var state = request.State is { } wanted && MerchantProcess.Table.States.ContainsKey(wanted) ? wanted : null;
        var merchants = db.Set<Merchant>().AsNoTracking();
        if (state is not null)
        {
            merchants = merchants.Where(merchant => merchant.State == state);
        }

        if (request.After is { } after)
        {
            merchants = merchants.Where(merchant => merchant.Id.CompareTo(after) < 0);
        }

        var page = await rows.OfAsync(await merchants.OrderByDescending(merchant => merchant.Id).Take(PageLength + 1).ToListAsync(cancellationToken), cancellationToken);
        return new MerchantList([.. page.Take(PageLength)], state, page.Count > PageLength ? page[PageLength - 1].Id : null);
    }
}

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

/// <summary>Puts rows together from merchants and what is in memory.</summary>
internal sealed class MerchantRows(IAreas areas, IFunds funds)
{
    public async Task<IReadOnlyList<MerchantRow>> OfAsync(IEnumerable<Merchant> merchants, CancellationToken cancellationToken)
    {
        var places = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        var names = (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Id, fund => fund.Name);
        return [.. merchants.Select(merchant => new MerchantRow(
            merchant.Id, merchant.Slug, merchant.Name, merchant.Category, places.GetValueOrDefault(merchant.AreaCode), names.GetValueOrDefault(merchant.FundId), merchant.Pledge, merchant.State, merchant.Since,
            merchant.Until, merchant.GivenMinor, merchant.GiftCount))];
    }
}
