using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

internal static class VentureClocks
{
    /// <summary>Turns every clock of a call and its projects once, in the order of their day.</summary>
    public static Task TurnEveryClockAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        var token = TestContext.Current.CancellationToken;
        await services.GetRequiredService<CallClock>().TurnAsync(token);
        await services.GetRequiredService<SubmissionClock>().TurnAsync(token);
        await services.GetRequiredService<CallProgress>().TurnAsync(token);
        await services.GetRequiredService<ReleaseClock>().TurnAsync(token);
        await services.GetRequiredService<CallProgress>().TurnAsync(token);
        await services.GetRequiredService<ProjectClock>().TurnAsync(token);
        return true;
    });
}
