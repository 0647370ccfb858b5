using Charity.Disbursements.Requests;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Spending;

/// <param name="LeftMinor">Of its sum, what no payment takes.</param>
internal sealed record PayableMotion(MotionSummary Motion, LocalizedText FundName, long LeftMinor);

/// <summary>Motions that passed in the current user's funds, and what of their money is left.</summary>
internal sealed class PayableMotions(CharityDbContext db, IFunds funds, IFundMotions motions)
{
    public async Task<IReadOnlyList<PayableMotion>> AllAsync(CancellationToken cancellationToken)
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
