using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>One merchant's page.</summary>
[Anybody]
internal sealed record ShowMerchant(string Slug) : IQuery<MerchantPage>;

/// <param name="PhotoId">The newest photo; null for none.</param>
internal sealed record MerchantPage(MerchantRow Merchant, LocalizedText Address, FundSummary? Fund, Guid? PhotoId, DateTime AsOfUtc);

internal sealed class ShowMerchantHandler(CharityDbContext db, IFunds funds, MerchantRows rows, Platform.Files.IAttachments attachments, TimeProvider clock) : IRequestHandler<ShowMerchant, Result<MerchantPage>>
{
    public async Task<Result<MerchantPage>> Handle(ShowMerchant request, CancellationToken cancellationToken)
    {
        if (await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(merchant => merchant.Slug == request.Slug, cancellationToken) is not { IsPublic: true } merchant)
        {
            return AllianceFailures.Unknown;
        }

        return new MerchantPage(
            (await rows.OfAsync([merchant], cancellationToken))[0], merchant.Address, await funds.FindAsync(merchant.FundId, cancellationToken),
            (await attachments.ListAsync(merchant.Files, cancellationToken)).LastOrDefault(file => file.IsPicture)?.Id, clock.GetUtcNow().UtcDateTime);
    }
}
