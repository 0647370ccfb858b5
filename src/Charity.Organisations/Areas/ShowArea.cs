using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Areas;

/// <summary>One area with its form, as <see cref="RenameArea"/> wants it back.</summary>
[Requires(Permissions.ManageAreas)]
internal sealed record ShowArea(string Code) : IQuery<RenameArea>;

internal sealed class ShowAreaHandler(CharityDbContext db) : IRequestHandler<ShowArea, Result<RenameArea>>
{
    public async Task<Result<RenameArea>> Handle(ShowArea request, CancellationToken cancellationToken) =>
        await db.Set<AreaNode>().AsNoTracking().FirstOrDefaultAsync(area => area.Code == request.Code, cancellationToken) is { } area
            ? new RenameArea { Code = area.Code, Name = TypedText.Of(area.Name), Version = area.Version }
            : AreaFailures.Unknown;
}
