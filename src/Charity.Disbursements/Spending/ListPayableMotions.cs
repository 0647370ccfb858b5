using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Spending;

/// <summary>Motions that passed in the reader's funds and of whose money something is left, by fund.</summary>
[Requires(Permissions.RequestSpending)]
internal sealed record ListPayableMotions : IQuery<IReadOnlyList<PayableMotion>>;

internal sealed class ListPayableMotionsHandler(PayableMotions motions) : IRequestHandler<ListPayableMotions, Result<IReadOnlyList<PayableMotion>>>
{
    public async Task<Result<IReadOnlyList<PayableMotion>>> Handle(ListPayableMotions request, CancellationToken cancellationToken) =>
        (await motions.AllAsync(cancellationToken)).Where(payable => payable.LeftMinor > 0).ToList();
}
