using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>The merchants for the office, newest first.</summary>
/// <param name="State">Null for all.</param>
[Requires(Permissions.ViewAlliance)]
internal sealed record ListMerchants(string? State, Guid? After) : IQuery<MerchantList>;

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
