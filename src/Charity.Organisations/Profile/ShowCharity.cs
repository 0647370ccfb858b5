using AutoMapper;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Profile;

/// <summary>The charity's record as the form <see cref="EditCharity"/> wants it back; empty before anything was entered.</summary>
[Requires(Permissions.ManageCharity)]
internal sealed record ShowCharity : IQuery<EditCharity>;

internal sealed class ShowCharityHandler(CharityDbContext db, IMapper mapper) : IRequestHandler<ShowCharity, Result<EditCharity>>
{
    public async Task<Result<EditCharity>> Handle(ShowCharity request, CancellationToken cancellationToken) =>
        await db.Set<CharityOrganisation>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } charity
            ? mapper.Map<EditCharity>(charity)
            : new EditCharity();
}
