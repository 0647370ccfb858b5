using AutoMapper;
using Charity.Contents.Contracts;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Funds.Register;

/// <summary>All funds in memory. A change here is seen at once, one made on another node within <see cref="MaximumAge"/>.</summary>
internal sealed class FundShelf(IMemoryCache cache, IServiceScopeFactory scopes, IMapper mapper)
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(3);

    public async ValueTask<IReadOnlyList<FundEntry>> AllAsync(CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(typeof(FundShelf), out IReadOnlyList<FundEntry>? kept))
        {
            return kept!;
        }

        // A scope of its own: what a later rollback undoes must not stay in memory.
        await using var scope = scopes.CreateAsyncScope();
        var funds = await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Fund>().AsNoTracking().Include(fund => fund.Campaign).ToListAsync(cancellationToken);
        return cache.Set(typeof(FundShelf), mapper.Map<IReadOnlyList<FundEntry>>(funds.OrderBy(fund => fund.Slug, StringComparer.Ordinal)), MaximumAge);
    }

    public void Forget() => cache.Remove(typeof(FundShelf));
}

internal sealed class FundDirectory(FundShelf shelf, FundAccess access, ICharityProfile charity, IMedia media, SiteTime time) : IFunds
{
    public async Task<FundSummary?> FindAsync(string slug, CancellationToken cancellationToken) =>
        await SummariseAsync((await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == slug), cancellationToken);

    public async Task<FundSummary?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await SummariseAsync((await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Id == id), cancellationToken);

    public async Task<IReadOnlyList<FundSummary>> AllAsync(CancellationToken cancellationToken) =>
        await SummariseAsync(await shelf.AllAsync(cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<FundSummary>> MineAsync(CancellationToken cancellationToken)
    {
        var mine = await access.MineAsync(cancellationToken);
        return await SummariseAsync((await shelf.AllAsync(cancellationToken)).Where(mine), cancellationToken);
    }

    public Task<IReadOnlyList<string>> KeepersAsync(FundSummary fund, CancellationToken cancellationToken) => access.KeepersAsync(fund.Slug, fund.AreaCode, cancellationToken);

    private async Task<FundSummary?> SummariseAsync(FundEntry? fund, CancellationToken cancellationToken) =>
        fund is null ? null : (await SummariseAsync([fund], cancellationToken))[0];

    private async Task<IReadOnlyList<FundSummary>> SummariseAsync(IEnumerable<FundEntry> funds, CancellationToken cancellationToken)
    {
        var today = time.Today;
        var mayRaise = (await charity.GetAsync(cancellationToken))?.Qualification?.IsValidOn(today) == true;
        return [.. funds.Select(fund => new FundSummary(
            fund.Id, fund.Slug, fund.Name, fund.Purpose ?? new LocalizedText(string.Empty), fund.Kind, fund.AreaCode, fund.Currency,
            mayRaise && fund.RaisesOn(today), fund.IsPublic, fund.PresetsMinor, fund.LargeGiftMinor, fund.Cover is null ? null : media.Url(fund.Cover), fund.OpenedOn))];
    }
}

/// <summary>Whose funds are whose: everybody's with <see cref="Permissions.ManageFunds"/>, otherwise those of one's scopes with <see cref="Permissions.ManageOwnFunds"/>.</summary>
internal sealed class FundAccess(ICurrentUser user, IPermissionService permissions, IUserScopes scopes, IAreas areas)
{
    /// <summary>Tells the current user's funds from the others.</summary>
    public async Task<Func<FundEntry, bool>> MineAsync(CancellationToken cancellationToken)
    {
        if (await permissions.HasAsync(Permissions.ManageFunds, cancellationToken))
        {
            return _ => true;
        }

        if (user.Id is not { } id || !await permissions.HasAsync(Permissions.ManageOwnFunds, cancellationToken))
        {
            return _ => false;
        }

        var own = await scopes.OfAsync(id, cancellationToken);
        var all = await areas.AllAsync(cancellationToken);
        var paths = all.Where(area => own.AreaCodes.Contains(area.Code)).Select(area => area.Path).ToList();
        var codes = all.Where(area => paths.Any(path => area.Path.StartsWith(path, StringComparison.Ordinal))).Select(area => area.Code).ToHashSet(StringComparer.Ordinal);
        return fund => own.FundSlugs.Contains(fund.Slug) || codes.Contains(fund.AreaCode);
    }

    /// <summary>The scope codes by which somebody looks after a fund: its own and those of every area it lies in.</summary>
    public async Task<IReadOnlyList<string>> KeepersAsync(string slug, string areaCode, CancellationToken cancellationToken)
    {
        var area = await areas.FindAsync(areaCode, cancellationToken);
        var path = area?.Path ?? string.Empty;
        return [ScopeCodes.OfFund(slug), .. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(ScopeCodes.OfArea)];
    }
}
