using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>What every edit of a fund does around its own change: load, compare the revision, refuse what an open fund may not lose, count.</summary>
internal sealed class FundDesk(CharityDbContext db, UnitOfWork unitOfWork, FundShelf shelf, FundReadiness readiness)
{
    /// <summary>The fund with everything an edit may touch, tracked.</summary>
    public Task<Fund> LoadAsync(string slug, CancellationToken cancellationToken) => db.Set<Fund>().AsSplitQuery()
        .Include(fund => fund.Campaign)
        .Include(fund => fund.Committee.OrderBy(member => member.Position))
        .Include(fund => fund.Uses)
        .Include(fund => fund.Documents)
        .SingleAsync(fund => fund.Slug == slug, cancellationToken);

    /// <param name="revision">The revision the editor looked at.</param>
    /// <param name="change">Answers with the reason when it cannot be done.</param>
    public async Task<Result> EditAsync(string slug, int revision, Func<Fund, Task<Failure?>> change, CancellationToken cancellationToken)
    {
        var fund = await LoadAsync(slug, cancellationToken);
        if (fund.Revision != revision)
        {
            return FundFailures.ChangedMeanwhile;
        }

        if (await change(fund) is { } failure)
        {
            return failure;
        }

        if (await readiness.RefuseToLoseAsync(fund, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        fund.CountEdit();
        unitOfWork.AfterCommit(shelf.Forget);
        return Result.Ok;
    }

    public Task<Result> EditAsync(string slug, int revision, Action<Fund> change, CancellationToken cancellationToken) => EditAsync(
        slug,
        revision,
        fund =>
        {
            change(fund);
            return Task.FromResult<Failure?>(null);
        },
        cancellationToken);
}
