using AutoMapper;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>A fund's committee, as the form <see cref="SeatCommittee"/> wants it back.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowCommittee(string Slug) : IQuery<SeatCommittee>, IFundRequest;

internal sealed class ShowCommitteeHandler(CharityDbContext db, IMapper mapper) : IRequestHandler<ShowCommittee, Result<SeatCommittee>>
{
    public async Task<Result<SeatCommittee>> Handle(ShowCommittee request, CancellationToken cancellationToken)
    {
        var fund = await db.Set<Fund>().AsNoTracking().Include(f => f.Committee.OrderBy(member => member.Position)).SingleAsync(f => f.Slug == request.Slug, cancellationToken);
        return new SeatCommittee { Slug = fund.Slug, Revision = fund.Revision, Seats = mapper.Map<List<TypedSeat>>(fund.Committee) };
    }
}
