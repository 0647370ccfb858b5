using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Notices;

/// <summary>How a public notice lives: until its last day is over, or until one that corrects it takes its place.</summary>
internal static class AwardNoticeProcess
{
    public const string Running = nameof(Running);
    public const string Ended = nameof(Ended);
    public const string Corrected = nameof(Corrected);

    public const string End = "end";
    public const string Correct = "correct";

    public static readonly WorkflowDefinition<AwardNotice> Table = new WorkflowDefinition<AwardNotice>("notice")
        .State(Running, new StateWords("On public notice", "On public notice", "On public notice", "Until the end of the last day anybody may object to a project."))
        .State(Ended, new StateWords("Notice ended", "Notice ended", "Notice ended", "Projects without an open objection are awarded."), isFinal: true)
        .State(Corrected, new StateWords("Replaced by a correction", "Replaced by a correction", "Replaced by a correction", "The notice that replaces it counts."), isFinal: true)
        .Move(Running, End, Ended, null, "End", LastDayMustBeOver)
        .Move(Running, Correct, Corrected, Permissions.DecideSubmissions, "Replace by a corrected notice", CallsDeciderMustBeApart);

    private static Task<Failure?> LastDayMustBeOver(AwardNotice notice, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime < notice.EndsUtc ? Failure.Conflict("notice_runs", "The notice still runs.") : null);

    private static Task<Failure?> CallsDeciderMustBeApart(AwardNotice notice, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DeciderCheck>().RefusalAsync(notice.CallId, Permissions.DecideSubmissions, cancellationToken);
}
