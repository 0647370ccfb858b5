using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

internal static class OpenQuestions
{
    /// <summary>Ends the call's alert with the last question that waits.</summary>
    /// <param name="settled">The question that is being answered or set aside.</param>
    public static async Task SettleAsync(CharityDbContext db, IAlerts alerts, CallQuestion settled, CancellationToken cancellationToken)
    {
        if (!await db.Set<CallQuestion>().AnyAsync(other => other.CallId == settled.CallId && other.Id != settled.Id && other.AnsweredUtc == null && !other.IsDismissed, cancellationToken))
        {
            await alerts.ResolveAsync(CallQuestion.AlertKey(settled.CallId), cancellationToken);
        }
    }
}
