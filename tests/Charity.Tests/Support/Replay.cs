using System.Reflection;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Support;

/// <summary>The trail of everything that ever moved, replayed by the tables, gives the state it is in.</summary>
internal static class Replay
{
    /// <summary>For every instance of every process in the site's database; a failure names each that differs.</summary>
    public static async Task AssertTrailReplaysAsync(this CharityApp site)
    {
        var wrong = await site.InScopeAsync(services => WrongAsync(services.GetRequiredService<CharityDbContext>()));
        Assert.True(wrong.Count == 0, $"The trail does not replay to the present state:\n{string.Join('\n', wrong)}");
    }

    private static async Task<List<string>> WrongAsync(CharityDbContext db)
    {
        var steps = (await db.Set<WorkflowStep>().AsNoTracking().OrderBy(step => step.Number).ToListAsync()).ToLookup(step => step.Process, StringComparer.Ordinal);
        var read = typeof(Replay).GetMethod(nameof(OfProcessAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        var wrong = new List<string>();
        foreach (var table in WorkflowTables.All)
        {
            var ofProcess = read.MakeGenericMethod(((Type)table.GetType()).GenericTypeArguments[0]);
            wrong.AddRange(await (Task<List<string>>)ofProcess.Invoke(null, [db, table, steps[(string)table.Process]])!);
        }

        return wrong;
    }

    private static async Task<List<string>> OfProcessAsync<T>(CharityDbContext db, WorkflowDefinition<T> table, IEnumerable<WorkflowStep> steps) where T : WorkflowInstance
    {
        var trails = steps.ToLookup(step => step.InstanceId);
        var instances = await db.Set<T>().AsNoTracking().Select(instance => new { instance.Id, instance.State, instance.Version }).ToListAsync();
        var wrong = instances.Select(instance => (instance.Id, Reason: Compare(table, [.. trails[instance.Id]], instance.State, instance.Version)))
            .Where(row => row.Reason is not null).Select(row => $"{table.Process} {row.Id}: {row.Reason}").ToList();
        wrong.AddRange(trails.Select(trail => trail.Key).Except(instances.Select(instance => instance.Id)).Select(id => $"{table.Process} {id}: has a trail and is not there"));
        return wrong;
    }

    private static string? Compare<T>(WorkflowDefinition<T> table, IReadOnlyList<WorkflowStep> trail, string state, int version) where T : WorkflowInstance
    {
        var (replayed, number) = (table.Initial, 0);
        foreach (var step in trail)
        {
            if (step.Number != ++number || step.From != replayed || table.Find(replayed, step.Trigger)?.To != step.To)
            {
                return $"step {step.Number} ({step.From} --{step.Trigger}--> {step.To}) cannot follow {replayed} as number {number}";
            }

            replayed = step.To;
        }

        return (replayed, number) == (state, version) ? null : $"replays to {replayed} (version {number}), but is {state} (version {version})";
    }
}
