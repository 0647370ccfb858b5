using System.Text;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Workflows;

/// <summary>Somebody who knocks at the door.</summary>
/// <param name="Roles">Null when nobody is signed in.</param>
internal sealed record Actor(string Name, Guid? UserId, string[]? Roles, bool HasSecondFactor = true, bool IsSystem = false)
{
    public Actor WithoutSecondFactor() => this with { Name = $"{Name} without second factor", HasSecondFactor = false };
}

/// <summary>Those whom the door lets through, in words.</summary>
/// <param name="all">Everybody who was asked, in the order to be named in.</param>
internal sealed class Callers(IReadOnlyList<Actor> all)
{
    public string Write(IEnumerable<string> through)
    {
        var names = through.ToHashSet(StringComparer.Ordinal);
        var left = all.Where(actor => !names.Contains(actor.Name)).ToList();
        return left.Count == 0 ? "everybody"
            : left.TrueForAll(actor => actor.Roles is null) ? "everybody signed in"
            : string.Join(", ", all.Where(actor => actor.HasSecondFactor && names.Contains(actor.Name)).Select(actor => NeedsSecondFactor(actor, names) ? $"{actor.Name} with second factor" : actor.Name));
    }

    private bool NeedsSecondFactor(Actor actor, HashSet<string> names) => all.FirstOrDefault(other => other.Name == actor.WithoutSecondFactor().Name) is { } without && !names.Contains(without.Name);
}

/// <summary>What the door answered somebody who pulled a trigger in a state.</summary>
internal sealed record Answer(string From, string Trigger, string Actor, Failure? Refusal)
{
    /// <summary>Refused for what or who they are, whatever the state of things.</summary>
    private static readonly string[] ForWhoTheyAre = ["own_organisation", "interest_declared", "duties_apart"];

    public bool IsNoSuchMove => Refusal?.Code == "not_in_this_state";

    /// <summary>Let through, or told what has to be true first: the move is theirs.</summary>
    public bool IsTheirs => Refusal is null || (Refusal.Kind is FailureKind.Conflict or FailureKind.Invalid && !IsNoSuchMove && !ForWhoTheyAre.Contains(Refusal.Code));
}

/// <summary>One thing of a process, and those who have something to do with it.</summary>
internal abstract class Probe(params Actor[] related)
{
    public IReadOnlyList<Actor> Related { get; } = related;

    public abstract string Process { get; }

    /// <summary>Pulls every trigger in every state as the current user. Nothing is saved.</summary>
    public abstract Task<List<Answer>> AskAsync(IServiceProvider services, string actor);

    /// <summary>What the door was asked, as people read it.</summary>
    public abstract string Write(IReadOnlyList<Answer> answers, Callers callers, IReadOnlyDictionary<string, string> requests);
}

internal sealed class Probe<T>(WorkflowDefinition<T> table, Guid id, params Actor[] related) : Probe(related) where T : WorkflowInstance
{
    private readonly List<string> _triggers = [.. table.Transitions.Select(move => move.Trigger).Distinct()];

    public override string Process => table.Process;

    public override async Task<List<Answer>> AskAsync(IServiceProvider services, string actor)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var door = services.GetRequiredService<IWorkflowDoor>();
        var instance = await LoadAsync(db);
        var answers = new List<Answer>();
        foreach (var state in table.States.Keys)
        {
            foreach (var trigger in _triggers)
            {
                instance.MoveTo(state, null);
                var fired = await door.FireAsync(table, instance, trigger, null, null, TestContext.Current.CancellationToken);
                answers.Add(new Answer(state, trigger, actor, fired.Failure));
                foreach (var step in db.ChangeTracker.Entries<WorkflowStep>().ToList())
                {
                    step.State = EntityState.Detached;
                }
            }
        }

        return answers;
    }

    public override string Write(IReadOnlyList<Answer> answers, Callers callers, IReadOnlyDictionary<string, string> requests)
    {
        var theirs = answers.Where(answer => answer.IsTheirs).ToLookup(answer => (answer.From, answer.Trigger), answer => answer.Actor);
        var text = new StringBuilder($"\n## {Process}\n\n| | {string.Join(" | ", _triggers)} |\n|{string.Concat(Enumerable.Repeat(" --- |", _triggers.Count + 1))}\n");
        foreach (var state in table.States.Keys)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| **{state}** | {string.Join(" | ", _triggers.Select(trigger => theirs.Contains((state, trigger)) ? table.Find(state, trigger)!.To : "·"))} |\n");
        }

        text.Append("\n| trigger | in | the door lets through | when | asked for by |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in _triggers.SelectMany(trigger => Rows(trigger, theirs, callers)))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {row.Trigger} | {row.States} | {row.Who} | {row.When} | {requests[$"{Process} {row.Trigger}"]} |\n");
        }

        return text.ToString();
    }

    /// <summary>With all its parts.</summary>
    private Task<T> LoadAsync(CharityDbContext db) => db.Model.FindEntityType(typeof(T))!.GetNavigations()
        .Aggregate(db.Set<T>().AsSplitQuery(), (whole, part) => whole.Include(part.Name)).SingleAsync(instance => instance.Id == id);

    /// <summary>States in which the same people pull the trigger under the same conditions stand in one row.</summary>
    private IEnumerable<(string Trigger, string States, string Who, string When)> Rows(string trigger, ILookup<(string, string), string> theirs, Callers callers) =>
        from move in table.Transitions
        where move.Trigger == trigger
        group move.From by (Who: callers.Write(theirs[(move.From, trigger)]), When: string.Join(", ", move.Guards.Select(guard => Words(guard.Method.Name)))) into rows
        select (trigger, string.Join(", ", rows), rows.Key.Who, rows.Key.When);

    /// <summary>A guard's name is a sentence.</summary>
    private static string Words(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
