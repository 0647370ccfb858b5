using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Organisations.Profile;

/// <summary>The charity in memory: it stands on every page. A change here is seen at once, one made on another node within <see cref="MaximumAge"/>.</summary>
internal sealed class CharityProfileReader(IMemoryCache cache, IServiceScopeFactory scopes) : ICharityProfile
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(30);

    public async ValueTask<CharityProfile?> GetAsync(CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(typeof(CharityProfileReader), out CharityProfile? kept))
        {
            return kept;
        }

        // A scope of its own: what a later rollback undoes must not stay in memory.
        await using var scope = scopes.CreateAsyncScope();
        var charity = await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<CharityOrganisation>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return cache.Set(typeof(CharityProfileReader), charity?.ToProfile(), MaximumAge);
    }

    public void Forget() => cache.Remove(typeof(CharityProfileReader));
}
