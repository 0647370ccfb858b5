using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Support;
using Charity.Tests.Organisations;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>How long each stage took is published with the decisions and not before.</summary>
[Collection(nameof(DecisionSites))]
public sealed class StageTimeTests(DecisionSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Publish_OfThreeSubmissions_ShowsTheMedianOfEachStageAndTheKeptPromises(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80, 70]);
        await StretchAsync(site, call, checkDays: [1, 4, 30]);
        Assert.Empty(await StagesAsync(site, call));
        Assert.Null((await (await site.SignInAsync("resident")).OpenAsync($"/calls/{call.Slug}")).QuerySelector("#stages"));

        await site.PublishAsync(call, chosen: 1);
        await site.ProgressAsync();

        var stages = await StagesAsync(site, call);
        Assert.Equal((3, 4 * 1440), (stages[Stages.Check].Count, stages[Stages.Check].MedianMinutes));
        Assert.Equal(3, stages[Stages.Answer].Count);
        Assert.DoesNotContain(Stages.Notice, stages.Keys);
        var page = await (await site.SignInAsync("resident")).OpenAsync($"/calls/{call.Slug}");
        Assert.Contains("4 天", page.QuerySelector("#stages")!.ParentElement!.TextContent, StringComparison.Ordinal);

        await site.ReleaseAsync((await site.ReadNoticeAsync(call)).EndsUtc);
        await site.ProgressAsync();
        Assert.Equal(1, (await StagesAsync(site, call))[Stages.Notice].Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_AfterThePromisedDay_CountsTheAnswerAsLate(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80]);
        var yesterday = (await site.TodayAsync()).AddDays(-1);
        var late = call.Submissions[0].Id;
        await site.InUnitAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().Where(submission => submission.Id == late).ExecuteUpdateAsync(submission => submission.SetProperty(s => s.AnswerOn, yesterday)));

        await site.PublishAsync(call, chosen: 1);
        await site.ProgressAsync();

        Assert.Equal((2, 1), ((await StagesAsync(site, call))[Stages.Answer].Count, (await StagesAsync(site, call))[Stages.Answer].InTime));
    }

    /// <summary>Sets back the day each was handed in, so that its check took so many days.</summary>
    private static Task<bool> StretchAsync(CharityApp site, RankedCall call, int[] checkDays) => site.InUnitAsync(async services =>
    {
        var steps = services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>();
        for (var index = 0; index < checkDays.Length; index++)
        {
            var id = call.Submissions[index].Id;
            var checkedUtc = await steps.Where(step => step.InstanceId == id && step.Trigger == SubmissionProcess.Pass).Select(step => step.AtUtc).SingleAsync();
            var handedIn = checkedUtc.AddDays(-checkDays[index]);
            Assert.Equal(1, await steps.Where(step => step.InstanceId == id && step.Trigger == SubmissionProcess.Submit).ExecuteUpdateAsync(step => step.SetProperty(s => s.AtUtc, handedIn)));
        }

        return true;
    });

    private static Task<Dictionary<string, StageTime>> StagesAsync(CharityApp site, RankedCall call) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<StageTime>().AsNoTracking().Where(stage => stage.CallId == call.Id).ToDictionaryAsync(stage => stage.Stage));
}
