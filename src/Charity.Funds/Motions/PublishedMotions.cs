using Charity.Funds.Register;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>Finds a published motion of a public fund by the address everybody uses.</summary>
internal sealed class PublishedMotions(CharityDbContext db, FundShelf shelf)
{
    public async Task<(FundEntry Fund, Motion Motion)?> FindAsync(string slug, string code, CancellationToken cancellationToken) =>
        MotionCode.TryRead(code, out var year, out var number)
        && (await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == slug && fund.IsPublic) is { } fund
        && await db.Set<Motion>().AsNoTracking().SingleOrDefaultAsync(motion => motion.FundId == fund.Id && motion.Year == year && motion.Number == number, cancellationToken) is { } motion
            ? (fund, motion)
            : null;
}
