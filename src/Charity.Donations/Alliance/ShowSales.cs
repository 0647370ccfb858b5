using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>What a merchant still has to tell, and what it has told.</summary>
[Anybody]
internal sealed record ShowSales(string Slug, string Key) : IQuery<SalesPage>;

internal sealed record SalesPage(string Slug, string Key, LocalizedText Name, Pledge Pledge, IReadOnlyList<MerchantMonth> Months, string? Typed)
{
    public IEnumerable<MerchantMonth> ToTell => Months.Where(month => month.State == SettlementState.Missing);
}

internal sealed class ShowSalesHandler(MerchantByKey merchants, AllianceDesk desk) : IRequestHandler<ShowSales, Result<SalesPage>>
{
    public async Task<Result<SalesPage>> Handle(ShowSales request, CancellationToken cancellationToken) => await merchants.FindAsync(request.Slug, request.Key, cancellationToken) is { } merchant
        ? new SalesPage(merchant.Slug, request.Key, merchant.Name, merchant.Pledge, await desk.MonthsAsync(merchant, cancellationToken), null)
        : AllianceFailures.Unknown;
}
