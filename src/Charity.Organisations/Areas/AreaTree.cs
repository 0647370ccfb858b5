using AutoMapper;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Organisations.Areas;

/// <summary>The tree in memory. A change here is seen at once, one made on another node within <see cref="MaximumAge"/>.</summary>
internal sealed class AreaTree(IMemoryCache cache, IServiceScopeFactory scopes, IMapper mapper) : IAreas
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(30);

    public async ValueTask<IReadOnlyList<Area>> AllAsync(CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(typeof(AreaTree), out IReadOnlyList<Area>? kept))
        {
            return kept!;
        }

        // A scope of its own: what a later rollback undoes must not stay in memory.
        await using var scope = scopes.CreateAsyncScope();
        var nodes = await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<AreaNode>().AsNoTracking().ToListAsync(cancellationToken);
        return cache.Set(typeof(AreaTree), mapper.Map<IReadOnlyList<Area>>(InOrder(nodes)), MaximumAge);
    }

    public async ValueTask<Area?> FindAsync(string code, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(area => area.Code == code);

    public void Forget() => cache.Remove(typeof(AreaTree));

    /// <summary>Every area right before its own areas, these in their order.</summary>
    private static List<AreaNode> InOrder(List<AreaNode> nodes)
    {
        var byParent = nodes.ToLookup(node => node.ParentId);
        return [.. Below(null)];

        IEnumerable<AreaNode> Below(Guid? parent) =>
            byParent[parent].OrderBy(node => node.Position).ThenBy(node => node.Code, StringComparer.Ordinal).SelectMany(node => Below(node.Id).Prepend(node));
    }
}
