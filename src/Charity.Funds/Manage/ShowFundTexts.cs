using AutoMapper;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>What a fund says of itself, as the form <see cref="EditFund"/> wants it back.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowFundTexts(string Slug) : IQuery<EditFund>, IFundRequest;

internal sealed class ShowFundTextsHandler(CharityDbContext db, IMapper mapper) : IRequestHandler<ShowFundTexts, Result<EditFund>>
{
    public async Task<Result<EditFund>> Handle(ShowFundTexts request, CancellationToken cancellationToken) =>
        mapper.Map<EditFund>(await db.Set<Fund>().AsNoTracking().SingleAsync(fund => fund.Slug == request.Slug, cancellationToken));
}
