using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Decisions;
using Charity.Ventures.Needs;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>A submission names the needs it answers; once it is awarded, need and project lead to each other.</summary>
[Collection(nameof(DecisionSites))]
public sealed class AnsweredNeedTests(DecisionSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task WritePart_WithANeed_OffersWhatIsPublishedAndNamesWhatWasChosen(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (need, draft) = (await site.MakeNeedAsync(), await site.MakeNeedAsync(NeedProcess.Submitted));
        var submission = await site.WriteSubmissionAsync();

        var part = await submission.Visitor.OpenAsync($"{submission.Address}/parts/2");
        Assert.NotNull(part.QuerySelector($"[name='a.needs'][value='{need.Id}']"));
        Assert.Null(part.QuerySelector($"[name='a.needs'][value='{draft.Id}']"));
        await submission.WritePartAsync(2, ("a.needs", need.Id.ToString()));
        await submission.MoveAsync(SubmissionProcess.Submit);

        Assert.Equal([need.Id], (await site.ReadSubmissionAsync(submission.Id)).Answers.NeedsOf("needs"));
        var page = await submission.Visitor.OpenAsync($"{submission.Address}/print");
        Assert.Contains(need.Title.Zh, page.QuerySelector($"a[href='/needs/{need.Slug}']")?.TextContent ?? string.Empty, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_WithANeedThatIsMetMeanwhile_SaysSoAndCanBeMended(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var need = await site.MakeNeedAsync();
        var submission = await site.WriteSubmissionAsync();
        await submission.WritePartAsync(2, ("a.needs", need.Id.ToString()));
        CallSteps.Demand(await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Meet, need.Version, "志愿者已经解决")));

        await submission.MoveAsync(SubmissionProcess.Submit);
        Assert.Equal(SubmissionProcess.Draft, (await site.ReadSubmissionAsync(submission.Id)).State);
        var part = await submission.Visitor.OpenAsync($"{submission.Address}/parts/2");
        Assert.Contains("已不再征集帮助", part.Body!.TextContent, StringComparison.Ordinal);

        await submission.WritePartAsync(2, ("a.needs", string.Empty));
        await submission.MoveAsync(SubmissionProcess.Submit);
        Assert.Equal(SubmissionProcess.Submitted, (await site.ReadSubmissionAsync(submission.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task WritePart_WithSomethingThatIsNoNeed_CannotBeHandedIn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.MakeNeedAsync(NeedProcess.Draft);
        var submission = await site.WriteSubmissionAsync();
        foreach (var hostile in (string[])["'; drop table", Guid.NewGuid().ToString(), draft.Id.ToString()])
        {
            await submission.WritePartAsync(2, ("a.needs", hostile));
            await submission.MoveAsync(SubmissionProcess.Submit);
            Assert.Equal(SubmissionProcess.Draft, (await site.ReadSubmissionAsync(submission.Id)).State);
            Assert.DoesNotContain(draft.Title.Zh, (await submission.Visitor.OpenAsync($"{submission.Address}/print")).Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Award_OfAProjectThatAnswersANeed_LinksBothAndTellsWhoPostedIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (worker, visitor) = await site.OpenWorkerAsync("meiyuan");
        var id = await visitor.WriteNeedAsync(NeedSteps.Unique("周末助餐"), "meiyuan", ("Who.Zh", "独居老人"), ("People", "40"), ("Lacking.Zh", "没有饭吃"), ("Evidence.Zh", "走访"), ("Help.Zh", "助餐点"));
        CallSteps.Demand(await site.SendAsync(new MoveNeed(id, NeedProcess.Submit, (await site.ReadNeedAsync(id)).Version, null)));
        CallSteps.Demand(await site.SendAsync(new MoveNeed(id, NeedProcess.Publish, (await site.ReadNeedAsync(id)).Version, null)));
        var need = await site.ReadNeedAsync(id);
        var call = await site.MakeRankedCallAsync([90, 60], needs: [id]);
        await site.PublishAsync(call, chosen: 1);

        // On notice nothing of it stands on the need's page.
        Assert.Null((await visitor.OpenAsync($"/needs/{need.Slug}")).QuerySelector("#projects"));
        await site.ReleaseAsync((await site.ReadNoticeAsync(call)).EndsUtc);

        var project = Project.SlugOf(call.Slug, 1);
        Assert.Equal([$"/projects/{project}"], (await visitor.OpenAsync($"/needs/{need.Slug}")).QuerySelectorAll("a[href^='/projects/']").Select(link => link.GetAttribute("href")!));
        Assert.NotNull((await visitor.OpenAsync($"/projects/{project}")).QuerySelector($"a[href='/needs/{need.Slug}']"));
        var mail = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().SingleAsync(mail => mail.Key.StartsWith($"need-answered:{id:N}")));
        Assert.Equal(worker.Email, mail.To);
    }
}
