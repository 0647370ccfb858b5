using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Returns;

/// <summary>One demand, for the staff.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowReturn(Guid Id) : IQuery<ReturnPage>;

internal sealed class ShowReturnHandler(ReturnDesk desk, ReturnPages pages) : IRequestHandler<ShowReturn, Result<ReturnPage>>
{
    public async Task<Result<ReturnPage>> Handle(ShowReturn request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } demand ? await pages.OfAsync(demand, cancellationToken) : ReturnFailures.Unknown;
}
