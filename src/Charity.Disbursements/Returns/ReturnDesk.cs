using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Returns;

/// <summary>What one account has paid to a project, and what of it has come back, in minor units.</summary>
internal sealed record PaidSource(string AvailableCode, long PaidMinor, long ReturnedMinor)
{
    public long LeftMinor => PaidMinor - ReturnedMinor;
}

/// <summary>Loads demands, and knows how much of a project's money may come back.</summary>
internal sealed class ReturnDesk(CharityDbContext db, SiteTime time)
{
    public Task<ReturnDemand?> FindAsync(Guid id, CancellationToken cancellationToken) => Whole(db.Set<ReturnDemand>()).SingleOrDefaultAsync(demand => demand.Id == id, cancellationToken);

    /// <summary>The demand to change. Holds the lock of its project's returns until the transaction ends.</summary>
    public async Task<Result<ReturnDemand>> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<ReturnDemand>().Where(demand => demand.Id == id).Select(demand => (Guid?)demand.ProjectId).SingleOrDefaultAsync(cancellationToken) is not { } project)
        {
            return ReturnFailures.Unknown;
        }

        await LockAsync(project, cancellationToken);
        return await Whole(db.Set<ReturnDemand>()).SingleAsync(demand => demand.Id == id, cancellationToken);
    }

    public Task LockAsync(Guid projectId, CancellationToken cancellationToken) => db.LockAsync($"returns:{projectId:N}", cancellationToken);

    /// <summary>The next number of this year. Holds its lock until the transaction ends.</summary>
    public async Task<(int Year, int Number)> NextNumberAsync(CancellationToken cancellationToken)
    {
        var year = time.Today.Year;
        await db.LockAsync($"return-numbers:{year}", cancellationToken);
        return (year, (await db.Set<ReturnDemand>().Where(demand => demand.Year == year).MaxAsync(demand => (int?)demand.Number, cancellationToken) ?? 0) + 1);
    }

    /// <summary>By account, in the order of the award.</summary>
    public async Task<IReadOnlyList<PaidSource>> SourcesAsync(Guid projectId, CancellationToken cancellationToken)
    {
        var paid = await db.Set<PaymentRequest>().Where(request => request.ProjectId == projectId && request.PaidMinor > 0).SelectMany(request => request.Parts)
            .GroupBy(part => part.AvailableCode).Select(group => new { group.Key, First = group.Min(part => part.Number), Sum = group.Sum(part => part.AmountMinor) })
            .OrderBy(source => source.First).ToListAsync(cancellationToken);
        var returned = await ReturnedAsync(projectId, cancellationToken);
        return paid.ConvertAll(source => new PaidSource(source.Key, source.Sum, returned.GetValueOrDefault(source.Key)));
    }

    /// <summary>
    /// Whether more of a project has come back than is paid of it. That is so only when the bank says that a transfer never arrived whose payee has
    /// returned money of it. Saves what the transaction has changed; holds the lock of the project's returns until it ends.
    /// </summary>
    public async Task<bool> IsMoreThanPaidAsync(Guid projectId, CancellationToken cancellationToken)
    {
        await LockAsync(projectId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var paid = (await SourcesAsync(projectId, cancellationToken)).ToDictionary(source => source.AvailableCode, source => source.PaidMinor, StringComparer.Ordinal);
        return (await ReturnedAsync(projectId, cancellationToken)).Any(returned => returned.Value > paid.GetValueOrDefault(returned.Key));
    }

    /// <summary>What may still be demanded: paid, neither returned nor asked for.</summary>
    public async Task<long> DemandableAsync(Guid projectId, CancellationToken cancellationToken)
    {
        var sources = await SourcesAsync(projectId, cancellationToken);
        var open = await db.Set<ReturnDemand>().Where(demand => demand.ProjectId == projectId && demand.State == ReturnProcess.Demanded).SumAsync(demand => demand.AmountMinor - demand.ReceivedMinor, cancellationToken);
        return sources.Sum(source => source.LeftMinor) - open;
    }

    /// <summary>
    /// Divides what came in among the accounts it was paid from, by what each of them still has to get back: rounded down, and what rounding leaves to
    /// the first that have room. So nobody gets back more than it paid.
    /// </summary>
    internal static IReadOnlyList<(string AvailableCode, long AmountMinor)> Divide(long amountMinor, IReadOnlyList<PaidSource> sources)
    {
        var left = sources.Sum(source => source.LeftMinor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amountMinor, left);
        var shares = sources.Select(source => left == 0 ? 0 : (long)((Int128)amountMinor * source.LeftMinor / left)).ToArray();
        for (var index = 0; shares.Sum() < amountMinor; index = (index + 1) % shares.Length)
        {
            shares[index] += shares[index] < sources[index].LeftMinor ? 1 : 0;
        }

        return [.. sources.Zip(shares, (source, share) => (source.AvailableCode, share)).Where(part => part.share > 0)];
    }

    /// <summary>By account.</summary>
    private Task<Dictionary<string, long>> ReturnedAsync(Guid projectId, CancellationToken cancellationToken) => db.Set<ReturnDemand>()
        .Where(demand => demand.ProjectId == projectId).SelectMany(demand => demand.Receipts).SelectMany(receipt => receipt.Parts)
        .GroupBy(part => part.AvailableCode).Select(group => new { group.Key, Sum = group.Sum(part => part.AmountMinor) })
        .ToDictionaryAsync(group => group.Key, group => group.Sum, cancellationToken);

    private static IQueryable<ReturnDemand> Whole(IQueryable<ReturnDemand> demands) => demands.AsSplitQuery().Include(demand => demand.Receipts.OrderBy(receipt => receipt.Id)).ThenInclude(receipt => receipt.Parts);
}
