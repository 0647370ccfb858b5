using System.Text.Json;
using Charity.Platform.Data;
using Charity.Platform.Security;

namespace Charity.Platform.Audit;

/// <summary>For what is not a change of a row: sign-ins, refusals, exports. Saved with the current transaction.</summary>
public interface IAuditTrail
{
    void Record(string action, string? subjectId = null, object? after = null);
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
}
