using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Recipes;

/// <summary>
/// Lets what a demonstration does today have happened on earlier days, so that its stages took as long as real ones. Guards still ask the true
/// clock, and what is saved stays as it is.
/// </summary>
internal sealed class EarlierDays(CharityDbContext db, IServiceProvider services, ISettingsStore settings, TimeProvider clock)
{
    public DateTimeOffset At(int daysAgo) => clock.GetUtcNow().AddDays(-daysAgo);

    public int DaysSince(DateTime utc) => (int)(clock.GetUtcNow().UtcDateTime - utc).TotalDays;

    /// <summary>A service of its own whose clock stands so many days back.</summary>
    /// <param name="others">What else it is given, also in place of what is set back.</param>
    public T On<T>(int daysAgo, params object[] others)
    {
        var earlier = new EarlierClock(clock, daysAgo);
        var takes = typeof(T).GetConstructors().Single().GetParameters();
        object[] given = [.. others, earlier, new SiteTime(settings, earlier)];
        return ActivatorUtilities.CreateInstance<T>(services, [.. takes.Select(parameter => given.FirstOrDefault(parameter.ParameterType.IsInstanceOfType)).OfType<object>()]);
    }

    /// <summary>Dates the moves of one instance that are not saved yet.</summary>
    public void Date(WorkflowInstance moved, DateTimeOffset at) => Date(step => step.InstanceId == moved.Id, at);

    /// <summary>Saves, and dates every move that was made since the last time.</summary>
    public Task SaveAsync(int daysAgo, CancellationToken cancellationToken)
    {
        if (daysAgo > 0)
        {
            Date(_ => true, At(daysAgo));
        }

        return db.SaveChangesAsync(cancellationToken);
    }

    private void Date(Func<WorkflowStep, bool> which, DateTimeOffset at)
    {
        foreach (var step in db.ChangeTracker.Entries<WorkflowStep>().Where(step => step.State == EntityState.Added && which(step.Entity)))
        {
            step.Property(s => s.AtUtc).CurrentValue = at.UtcDateTime;
        }
    }

    private sealed class EarlierClock(TimeProvider clock, int daysAgo) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddDays(-daysAgo);
    }
}
