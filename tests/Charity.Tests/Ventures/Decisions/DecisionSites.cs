using System.Collections.Concurrent;
using Charity.Tests.Support;
using Charity.Ventures.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>The sites the tests of decisions share, one per database; their scores are what a test says.</summary>
public sealed class DecisionSites : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => CharityApp.StartAsync(kind, services: services => services.AddSingleton<IScores>(SaidScores.All))));

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }
}

[CollectionDefinition(nameof(DecisionSites))]
public sealed class DecisionsCollection : ICollectionFixture<DecisionSites>;

/// <summary>Scores as tests give them.</summary>
internal sealed class SaidScores : IScores
{
    public static readonly SaidScores All = new();
    private readonly ConcurrentDictionary<Guid, WrittenScore> _scores = new();
    private readonly ConcurrentDictionary<Guid, Guid> _scorers = new();

    public void Give(Guid submissionId, decimal points) => _scores[submissionId] = new WrittenScore(points, points - 0.5m, 3.1m, [new CriterionMean("need", 17.25m)]);

    public void ScoredBy(Guid callId, Guid userId) => _scorers[callId] = userId;

    public Task<IReadOnlyDictionary<Guid, WrittenScore>> OfCallAsync(Guid callId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<Guid, WrittenScore>>(_scores);

    public Task<IReadOnlySet<Guid>> ScorersAsync(Guid callId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<Guid>>(_scorers.TryGetValue(callId, out var scorer) ? new HashSet<Guid> { scorer } : []);
}
