using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;

namespace Charity.Disbursements.Returns;

/// <summary>One demand, for the organisation that has to pay it.</summary>
[SignedIn]
internal sealed record ShowMyReturn(Guid Id) : IQuery<ReturnPage>;

internal sealed class ShowMyReturnHandler(ReturnDesk desk, ReturnPages pages, IOrganisations organisations, ICurrentUser user) : IRequestHandler<ShowMyReturn, Result<ReturnPage>>
{
    public async Task<Result<ReturnPage>> Handle(ShowMyReturn request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } demand && user.Id is { } id && await organisations.RoleOfAsync(id, demand.OrganisationId, cancellationToken) is not null
            ? await pages.OfAsync(demand, cancellationToken)
            : ReturnFailures.Unknown;
}
