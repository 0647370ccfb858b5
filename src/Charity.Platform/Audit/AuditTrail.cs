using System.Text.Json;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Charity.Platform.Audit;

/// <summary>For what is not a change of a row: sign-ins, refusals, exports. Saved with the current transaction.</summary>
public interface IAuditTrail
{
    void Record(string action, string? subjectId = null, object? after = null);

    /// <summary>Takes the name of somebody whose account is erased out of every entry and every step of a process; their id stays (PIPL, article 47).</summary>
    Task ForgetActorAsync(Guid actorId, CancellationToken cancellationToken);
}

internal sealed class AuditTrail(CharityDbContext db, ICurrentUser user, TimeProvider clock) : IAuditTrail
{
    public void Record(string action, string? subjectId = null, object? after = null) => db.Add(new AuditEntry
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        AtUtc = clock.GetUtcNow().UtcDateTime,
        ActorId = user.Id,
        ActorName = user.Name,
        RemoteAddress = user.RemoteAddress,
        RequestId = user.RequestId,
        Action = action,
        SubjectId = subjectId,
        After = after is null ? null : JsonSerializer.Serialize(after),
    });

    public async Task ForgetActorAsync(Guid actorId, CancellationToken cancellationToken)
    {
        await db.Set<AuditEntry>().Where(entry => entry.ActorId == actorId).ExecuteUpdateAsync(entry => entry.SetProperty(e => e.ActorName, string.Empty), cancellationToken);
        await db.Set<WorkflowStep>().Where(step => step.ActorId == actorId).ExecuteUpdateAsync(step => step.SetProperty(s => s.ActorName, string.Empty), cancellationToken);
    }
}
