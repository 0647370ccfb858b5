using Charity.Disbursements.Requests;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Spending;

/// <summary>Motions that passed in the reader's funds and of whose money something is left, by fund.</summary>
[Requires(Permissions.RequestSpending)]
internal sealed record ListPayableMotions : IQuery<IReadOnlyList<PayableMotion>>;

/// <summary>What a request by one motion has to say.</summary>
/// <param name="Typed">What was typed before; null for a new form.</param>
[Requires(Permissions.RequestSpending)]
internal sealed record ShowSpendingForm(Guid MotionId, RequestSpending? Typed = null) : IQuery<SpendingForm>;

/// <param name="LeftMinor">Of its sum, what no payment takes.</param>
internal sealed record PayableMotion(MotionSummary Motion, LocalizedText FundName, long LeftMinor);

/// <param name="FreeMinor">What the fund has free.</param>
internal sealed record SpendingForm(PayableMotion Payable, RequestSpending Typed, long FreeMinor);

internal sealed class ListPayableMotionsHandler(CharityDbContext db, IFunds funds, IFundMotions motions, Ledger.Contracts.ILedgerTotals totals, TimeProvider clock)
    : IRequestHandler<ListPayableMotions, Result<IReadOnlyList<PayableMotion>>>, IRequestHandler<ShowSpendingForm, Result<SpendingForm>>
{
    public async Task<Result<IReadOnlyList<PayableMotion>>> Handle(ListPayableMotions request, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).Where(payable => payable.LeftMinor > 0).ToList();

    public async Task<Result<SpendingForm>> Handle(ShowSpendingForm request, CancellationToken cancellationToken)
    {
        if ((await AllAsync(cancellationToken)).FirstOrDefault(payable => payable.Motion.Id == request.MotionId) is not { } payable)
        {
            return Failure.NotFound("motion_unknown", "There is no such motion.");
        }

        var code = Ledger.Contracts.AccountCodes.FundAvailable(payable.Motion.FundSlug);
        var free = (await totals.BalancesAsync([code], cancellationToken)).GetValueOrDefault(code)?.AvailableMinor ?? 0;
        return new SpendingForm(payable, request.Typed ?? new RequestSpending { Id = Guid.CreateVersion7(clock.GetUtcNow()), MotionId = request.MotionId }, free);
    }

    private async Task<IReadOnlyList<PayableMotion>> AllAsync(CancellationToken cancellationToken)
    {
        var found = new List<PayableMotion>();
        foreach (var fund in await funds.MineAsync(cancellationToken))
        {
            var passed = await motions.PassedOfAsync(fund.Slug, cancellationToken);
            var ids = passed.Select(motion => motion.Id).ToList();
            var asked = await db.Set<PaymentRequest>().Where(payment => ids.Contains(payment.SubjectId) && !PaymentProcess.Dead.Contains(payment.State))
                .GroupBy(payment => payment.SubjectId).Select(group => new { group.Key, Sum = group.Sum(payment => payment.AmountMinor) })
                .ToDictionaryAsync(group => group.Key, group => group.Sum, cancellationToken);
            found.AddRange(passed.Select(motion => new PayableMotion(motion, fund.Name, motion.AmountMinor - asked.GetValueOrDefault(motion.Id))));
        }

        return found;
    }
}
