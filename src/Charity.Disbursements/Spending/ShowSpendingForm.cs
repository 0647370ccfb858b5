using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Spending;

/// <summary>What a request by one motion has to say.</summary>
/// <param name="Typed">What was typed before; null for a new form.</param>
[Requires(Permissions.RequestSpending)]
internal sealed record ShowSpendingForm(Guid MotionId, RequestSpending? Typed = null) : IQuery<SpendingForm>;

/// <param name="FreeMinor">What the fund has free.</param>
internal sealed record SpendingForm(PayableMotion Payable, RequestSpending Typed, long FreeMinor);

internal sealed class ShowSpendingFormHandler(PayableMotions motions, ILedgerTotals totals, TimeProvider clock) : IRequestHandler<ShowSpendingForm, Result<SpendingForm>>
{
    public async Task<Result<SpendingForm>> Handle(ShowSpendingForm request, CancellationToken cancellationToken)
    {
        if ((await motions.AllAsync(cancellationToken)).FirstOrDefault(payable => payable.Motion.Id == request.MotionId) is not { } payable)
        {
            return Failure.NotFound("motion_unknown", "There is no such motion.");
        }

        var code = AccountCodes.FundAvailable(payable.Motion.FundSlug);
        var free = (await totals.BalancesAsync([code], cancellationToken)).GetValueOrDefault(code)?.AvailableMinor ?? 0;
        return new SpendingForm(payable, request.Typed ?? new RequestSpending { Id = Guid.CreateVersion7(clock.GetUtcNow()), MotionId = request.MotionId }, free);
    }
}
