using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Needs;

/// <summary>The needs that were sent to the office, newest first.</summary>
/// <inheritdoc cref="ListMyNeeds"/>
[Requires(Permissions.CheckNeeds)]
internal sealed record ListOfficeNeeds(string? State, Guid? After) : IQuery<DeskNeeds>;

internal sealed class ListOfficeNeedsHandler(CharityDbContext db, DeskNeedRows rows) : IRequestHandler<ListOfficeNeeds, Result<DeskNeeds>>
{
    public async Task<Result<DeskNeeds>> Handle(ListOfficeNeeds request, CancellationToken cancellationToken) =>
        await rows.ReadAsync("/office/needs", db.Set<Need>().Where(need => need.State != NeedProcess.Draft), request.State, request.After, cancellationToken);
}
