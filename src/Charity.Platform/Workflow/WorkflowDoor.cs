using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;

namespace Charity.Platform.Workflow;

/// <summary>A trigger as a person sees it: a button, or a disabled button that says why.</summary>
public sealed record OfferedTrigger(string Trigger, string Label, string To, Failure? Refusal);

/// <summary>The only way a state changes: checks table, permission, version and guards, then writes state and history together.</summary>
public interface IWorkflowDoor
{
    /// <param name="expectedVersion">The version the actor looked at; null for the system, which has just read it.</param>
    /// <returns>Conflict when the state has no such trigger or somebody else was faster; otherwise what a guard says.</returns>
    Task<Result> FireAsync<T>(WorkflowDefinition<T> process, T instance, string trigger, int? expectedVersion, string? note, CancellationToken cancellationToken)
        where T : WorkflowInstance;

    /// <summary>The triggers of the present state that the current user's permissions reach, each with the reason why it may not be pulled now.</summary>
    Task<IReadOnlyList<OfferedTrigger>> OffersAsync<T>(WorkflowDefinition<T> process, T instance, CancellationToken cancellationToken) where T : WorkflowInstance;
}

internal sealed class WorkflowDoor(CharityDbContext db, ICurrentUser user, IPermissionService permissions, IServiceProvider services, TimeProvider clock) : IWorkflowDoor
{
    public async Task<Result> FireAsync<T>(WorkflowDefinition<T> process, T instance, string trigger, int? expectedVersion, string? note, CancellationToken cancellationToken)
        where T : WorkflowInstance
    {
        if (expectedVersion is { } version && version != instance.Version)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        if (process.Find(instance.State, trigger) is not { } transition)
        {
            return Failure.Conflict("not_in_this_state", "This cannot be done any more: it is \"{0}\" by now.", process.States[instance.State].Words.Staff);
        }

        if (await RefusalAsync(transition, instance, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var from = instance.State;
        instance.MoveTo(transition.To, process.States[transition.To].Deadline is { } deadline ? now + deadline : null);
        db.Add(new WorkflowStep
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Process = process.Process,
            InstanceId = instance.Id,
            Number = instance.Version,
            From = from,
            Trigger = trigger,
            To = transition.To,
            AtUtc = now,
            ActorId = user.Id,
            ActorName = user.Name,
            RemoteAddress = user.RemoteAddress,
            Note = note,
        });
        return Result.Ok;
    }

    public async Task<IReadOnlyList<OfferedTrigger>> OffersAsync<T>(WorkflowDefinition<T> process, T instance, CancellationToken cancellationToken) where T : WorkflowInstance
    {
        var offers = new List<OfferedTrigger>();
        foreach (var transition in process.Transitions.Where(transition => transition.From == instance.State && transition.Permission is not null))
        {
            if (await ReachesAsync(transition, instance, cancellationToken))
            {
                offers.Add(new OfferedTrigger(transition.Trigger, transition.Label, transition.To, await RefusalAsync(transition, instance, cancellationToken)));
            }
        }

        return offers;
    }

    private async Task<bool> ReachesAsync<T>(WorkflowTransition<T> transition, T instance, CancellationToken cancellationToken) where T : WorkflowInstance =>
        transition.Permission == WorkflowDefinition<T>.Owner
            ? await transition.Guards[0](instance, services, cancellationToken) is null
            : await permissions.HasAsync(transition.Permission!, cancellationToken);

    private async Task<Failure?> RefusalAsync<T>(WorkflowTransition<T> transition, T instance, CancellationToken cancellationToken) where T : WorkflowInstance
    {
        if (transition.Permission is null && !user.IsSystem)
        {
            return Failure.Forbidden("only_by_the_clock", "Only the system does this step.");
        }

        if (transition.Permission is not (null or WorkflowDefinition<T>.Owner) && await permissions.CheckAsync(transition.Permission, cancellationToken) is { } missing)
        {
            return missing;
        }

        foreach (var guard in transition.Guards)
        {
            if (await guard(instance, services, cancellationToken) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }
}
