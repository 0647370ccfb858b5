using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

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
