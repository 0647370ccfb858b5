using AutoMapper;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>A fund's campaign, as the form <see cref="EditCampaign"/> wants it back; empty before it was planned.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowCampaign(string Slug) : IQuery<EditCampaign>, IFundRequest;

internal sealed class ShowCampaignHandler(CharityDbContext db, IMapper mapper) : IRequestHandler<ShowCampaign, Result<EditCampaign>>
{
    public async Task<Result<EditCampaign>> Handle(ShowCampaign request, CancellationToken cancellationToken)
    {
        var fund = await db.Set<Fund>().AsNoTracking().Include(f => f.Campaign).SingleAsync(f => f.Slug == request.Slug, cancellationToken);
        var form = fund.Campaign is null ? new EditCampaign() : mapper.Map<EditCampaign>(fund.Campaign);
        return form with { Slug = fund.Slug, Revision = fund.Revision };
    }
}
