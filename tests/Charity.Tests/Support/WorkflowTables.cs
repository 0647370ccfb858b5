using System.Reflection;
using Charity.Platform.Modules;
using Charity.Platform.Workflow;

namespace Charity.Tests.Support;

/// <summary>Every workflow table of every module.</summary>
internal static class WorkflowTables
{
    /// <summary>Each a <see cref="WorkflowDefinition{T}"/>, in the order of their names.</summary>
    public static IReadOnlyList<dynamic> All { get; } =
    [
        .. new ModuleCatalog(typeof(Program).Assembly).Modules
            .SelectMany(module => module.Assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => !field.Name.StartsWith('<') && field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(WorkflowDefinition<>))
            .Select(field => (dynamic)field.GetValue(null)!)
            .OrderBy(definition => (string)definition.Process, StringComparer.Ordinal),
    ];

    /// <summary>The same states and moves, none of which waits for anything: for tests that need something to be far already.</summary>
    public static WorkflowDefinition<T> WithoutGuards<T>(this WorkflowDefinition<T> table) where T : WorkflowInstance
    {
        var free = new WorkflowDefinition<T>(table.Process);
        foreach (var state in table.States.Values.OrderBy(state => state.Id != table.Initial))
        {
            free.State(state.Id, state.Words, state.IsFinal, state.Deadline);
        }

        foreach (var move in table.Transitions)
        {
            free.Move(move.From, move.Trigger, move.To, permission: null, move.Label);
        }

        return free;
    }
}
