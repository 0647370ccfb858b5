using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>Loads the motions of one fund, to look at them or to change them. A motion of another fund is not found.</summary>
internal sealed class MotionDesk(CharityDbContext db)
{
    /// <summary>The fund with its plan and committee, not tracked.</summary>
    public Task<Fund> FundAsync(string slug, CancellationToken cancellationToken) => db.Set<Fund>().AsNoTracking().AsSplitQuery()
        .Include(fund => fund.Campaign)
        .Include(fund => fund.Committee.OrderBy(member => member.Position))
        .SingleAsync(fund => fund.Slug == slug, cancellationToken);

    public Task<Motion?> FindAsync(string slug, Guid id, CancellationToken cancellationToken) => Of(slug).AsNoTracking().SingleOrDefaultAsync(motion => motion.Id == id, cancellationToken);

    /// <summary>The motion to change, holding its lock until the transaction ends.</summary>
    public async Task<Result<Motion>> TakeAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync(Motion.LockOf(id), cancellationToken);
        return await Of(slug).SingleOrDefaultAsync(motion => motion.Id == id, cancellationToken) is { } motion ? motion : MotionFailures.Unknown;
    }

    /// <summary>The next number of the fund's year. Holds its lock until the transaction ends.</summary>
    public async Task<int> NextNumberAsync(Guid fundId, int year, CancellationToken cancellationToken)
    {
        await db.LockAsync($"motion-numbers:{fundId:N}:{year}", cancellationToken);
        return (await db.Set<Motion>().Where(motion => motion.FundId == fundId && motion.Year == year).MaxAsync(motion => motion.Number, cancellationToken) ?? 0) + 1;
    }

    private IQueryable<Motion> Of(string slug) => db.Set<Motion>().Where(motion => db.Set<Fund>().Any(fund => fund.Id == motion.FundId && fund.Slug == slug));
}
