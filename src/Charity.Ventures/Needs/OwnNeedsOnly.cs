using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A request about one need by those who look after its community, or by the office.</summary>
internal interface INeedRequest
{
    Guid Id { get; }
}

/// <summary>Lets those on who look after the need's community, and the office once it has been sent to it. To everybody else it does not exist.</summary>
internal sealed class OwnNeedsOnly(CharityDbContext db, AreaCare care, IPermissionService permissions) : IAuthorize<INeedRequest>
{
    public async Task<Failure?> AuthorizeAsync(INeedRequest request, CancellationToken cancellationToken)
    {
        var need = await db.Set<Need>().AsNoTracking().Where(need => need.Id == request.Id).Select(need => new { need.AreaCode, need.State }).SingleOrDefaultAsync(cancellationToken);
        return need is not null
            && (await care.LooksAfterAsync(need.AreaCode, cancellationToken)
                || (need.State != NeedProcess.Draft && await permissions.HasAsync(Permissions.CheckNeeds, cancellationToken)))
            ? null
            : NeedFailures.Unknown;
    }
}
