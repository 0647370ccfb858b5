using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

internal sealed class FundMotions(CharityDbContext db) : IFundMotions
{
    public async Task<MotionSummary?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Set<Motion>().Where(motion => motion.Id == id), cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<MotionSummary>> PassedOfAsync(string fundSlug, CancellationToken cancellationToken) => await ReadAsync(
        db.Set<Motion>().Where(motion => motion.State == MotionProcess.Passed && db.Set<Fund>().Any(fund => fund.Id == motion.FundId && fund.Slug == fundSlug)), cancellationToken);

    public async Task<MotionSummary?> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync(Motion.LockOf(id), cancellationToken);
        return await FindAsync(id, cancellationToken);
    }

    private async Task<List<MotionSummary>> ReadAsync(IQueryable<Motion> motions, CancellationToken cancellationToken)
    {
        var rows = await motions.AsNoTracking()
            .Join(db.Set<Fund>(), motion => motion.FundId, fund => fund.Id, (motion, fund) => new { Motion = motion, fund.Slug })
            .OrderByDescending(row => row.Motion.Year).ThenByDescending(row => row.Motion.Number)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => Summarise(row.Motion, row.Slug))];
    }

    private static MotionSummary Summarise(Motion motion, string slug)
    {
        var isPassed = motion.State == MotionProcess.Passed;
        return new MotionSummary(
            motion.Id, motion.Code, slug, motion.Title, motion.Purpose, motion.AmountMinor, motion.Currency, isPassed, isPassed ? motion.HeldOn : null, motion.Payee, motion.Lines, motion.MovedById,
            motion.RecordedById ?? Guid.Empty);
    }
}
