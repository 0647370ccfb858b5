using Charity.Platform.Requests;

namespace Charity.Platform.Workflow;

/// <summary>
/// Something whose state moves by a <see cref="WorkflowDefinition{T}"/>. The state has no other setter than
/// <see cref="IWorkflowDoor"/>; <see cref="Version"/> is its concurrency token.
/// </summary>
public abstract class WorkflowInstance
{
    public Guid Id { get; protected init; } = Guid.CreateVersion7();

    public string State { get; private set; } = string.Empty;

    /// <summary>Counts the moves; an edit or click made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>When the present state should be left at the latest; null when it may last.</summary>
    public DateTime? StateDueUtc { get; private set; }

    internal void MoveTo(string state, DateTime? dueUtc)
    {
        State = state;
        StateDueUtc = dueUtc;
        Version++;
    }

    /// <summary>Puts a new instance into the first state of its process.</summary>
    protected void BeginIn(string state) => State = state;
}

/// <summary>The words for a state, in English, each the key of its translation.</summary>
/// <param name="Staff">For those who work with it.</param>
/// <param name="Owner">For the person or organisation it belongs to.</param>
/// <param name="Public">For everybody; null when the public is told nothing.</param>
/// <param name="Next">What comes next, for its owner.</param>
public sealed record StateWords(string Staff, string Owner, string? Public, string Next);

public sealed record WorkflowState(string Id, StateWords Words, bool IsFinal, TimeSpan? Deadline);

/// <summary>Checks whether an instance may move; answers with the reason when it may not.</summary>
public delegate Task<Failure?> WorkflowGuard<in T>(T instance, IServiceProvider services, CancellationToken cancellationToken);

public sealed record WorkflowTransition<T>(string From, string Trigger, string To, string? Permission, string Label, IReadOnlyList<WorkflowGuard<T>> Guards);

/// <summary>A process as a table. The same table draws the buttons, the timeline and the diagram in the documents.</summary>
public sealed class WorkflowDefinition<T> where T : WorkflowInstance
{
    /// <summary>Stands in the place of a permission where the first guard says whose the instance is.</summary>
    internal const string Owner = "(owner)";

    private readonly Dictionary<string, WorkflowState> _states = new(StringComparer.Ordinal);
    private readonly List<WorkflowTransition<T>> _transitions = [];

    public WorkflowDefinition(string process) => Process = process;

    /// <summary>The name the history rows carry, e.g. <c>donation</c>.</summary>
    public string Process { get; }

    public IReadOnlyDictionary<string, WorkflowState> States => _states;

    public IReadOnlyList<WorkflowTransition<T>> Transitions => _transitions;

    /// <summary>The state new instances begin in: the first one declared.</summary>
    public string Initial { get; private set; } = string.Empty;

    public WorkflowDefinition<T> State(string id, StateWords words, bool isFinal = false, TimeSpan? deadline = null)
    {
        Initial = _states.Count == 0 ? id : Initial;
        _states.Add(id, new WorkflowState(id, words, isFinal, deadline));
        return this;
    }

    /// <param name="permission">What a person needs to pull the trigger; null when only the system does.</param>
    /// <param name="label">The button's English text.</param>
    public WorkflowDefinition<T> Move(string from, string trigger, string to, string? permission, string label, params WorkflowGuard<T>[] guards)
    {
        if (!_states.ContainsKey(from) || !_states.ContainsKey(to))
        {
            throw new InvalidOperationException($"Process {Process}: {from} --{trigger}--> {to} names an unknown state.");
        }

        if (Find(from, trigger) is not null)
        {
            throw new InvalidOperationException($"Process {Process}: {from} has {trigger} twice.");
        }

        _transitions.Add(new WorkflowTransition<T>(from, trigger, to, permission, label, guards));
        return this;
    }

    public WorkflowTransition<T>? Find(string from, string trigger) =>
        _transitions.FirstOrDefault(transition => transition.From == from && transition.Trigger == trigger);

    /// <summary>A move that needs no permission of a role: whoever the instance belongs to makes it.</summary>
    /// <param name="owns">Answers with the refusal for somebody it does not belong to; asked before every other guard.</param>
    public WorkflowDefinition<T> OwnersMove(string from, string trigger, string to, WorkflowGuard<T> owns, string label, params WorkflowGuard<T>[] guards) =>
        Move(from, trigger, to, Owner, label, [owns, .. guards]);

    /// <summary>The process as a Mermaid state diagram.</summary>
    public string ToDiagram()
    {
        var lines = new List<string> { "stateDiagram-v2", $"    [*] --> {Initial}" };
        lines.AddRange(_transitions.Select(transition => $"    {transition.From} --> {transition.To}: {transition.Trigger}"));
        lines.AddRange(_states.Values.Where(state => state.IsFinal).Select(state => $"    {state.Id} --> [*]"));
        return string.Join('\n', lines);
    }
}
