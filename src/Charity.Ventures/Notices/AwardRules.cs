using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Notices;

/// <summary>What has to be true before a project on notice is awarded. The call's lock is held.</summary>
internal static class AwardRules
{
    public static async Task<Failure?> NoticeMustBeOver(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<HeldMoney>().EntryOfAsync(submission.Id, cancellationToken) is { Notice: var notice }
            && notice.State == AwardNoticeProcess.Ended && notice.EndsUtc <= services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime
            ? null
            : Failure.Conflict("notice_runs", "The notice still runs.");

    public static async Task<Failure?> NoObjectionMayBeOpen(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        (await ObjectionRules.OfAsync(submission, services, cancellationToken)).Exists(objection => objection.IsOpen)
            ? Failure.Conflict("objection_open", "An objection to it has not been answered yet.")
            : null;

    /// <summary>With this award no source gives more than it has by now, whatever was promised.</summary>
    public static async Task<Failure?> MoneyMustSuffice(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        var held = services.GetRequiredService<HeldMoney>();
        var call = await services.GetRequiredService<CharityDbContext>().Set<Call>().SingleAsync(call => call.Id == submission.CallId, cancellationToken);
        var own = (await held.EntryOfAsync(submission.Id, cancellationToken))?.Entry.Parts ?? [];
        return new AwardMoney(call.Design.Money, [.. await held.AwardedAsync(call.Id, cancellationToken), .. own]).IsSound
            ? null
            : Failure.Conflict("call_money_exceeded", "The call's money does not suffice for it any more.");
    }
}
