using System.Net;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Ledger.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Organisations;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Decisions;
using Charity.Tests.Ventures.Projects;
using Charity.Tests.Ventures.Reviews;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Notices;
using Charity.Ventures.Office;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestSubmission = Charity.Tests.Ventures.TestSubmission;

namespace Charity.Tests.Journeys;

/// <summary>The whole way of a venture project, walked by everybody who has a part in it, each in their own browser.</summary>
public sealed class VentureTests
{
    private const string Fund = "meiyuan";

    [Theory, OnEveryDatabase]
    public async Task Project_FromItsSubmissionToItsFirstInstalment_GoesTheWholeWay(DatabaseKind database)
    {
        var clock = new MovedClock();
        await using var site = await CharityApp.StartAsync(database, services: services => services.AddSingleton<TimeProvider>(clock));
        await GiveAsync(site);
        var call = await OpenCallAsync(site);

        var first = await site.HandInAsync(call.Slug, title: "银龄守护");
        var second = await site.HandInAsync(call.Slug, title: "楼道议事");
        clock.Advance(TimeSpan.FromDays(3));
        await site.TurnEveryClockAsync();
        Assert.Equal(CallProcess.Closed, (await site.ReadCallAsync(call.Slug)).State);

        await ReviewAsync(site, call, first, second);
        Assert.Equal((SubmissionProcess.Scored, CallProcess.Ranking), (await StateAsync(site, first), (await site.ReadCallAsync(call.Slug)).State));

        await DecideAsync(site, call);
        var notice = await ReadNoticeAsync(site, call);
        Assert.Equal(2, notice.Entries.Count);
        await ObjectAsync(site, notice, first);
        clock.MoveTo(notice.EndsUtc.AddMinutes(1));
        await site.TurnEveryClockAsync();
        Assert.Equal((SubmissionProcess.OnNotice, SubmissionProcess.Awarded), (await StateAsync(site, first), await StateAsync(site, second)));

        await AnswerAsync(site, notice, first);
        await site.TurnEveryClockAsync();
        Assert.Equal((SubmissionProcess.Awarded, CallProcess.Awarded), (await StateAsync(site, first), (await site.ReadCallAsync(call.Slug)).State));

        var project = await SignAsync(site, call, first);
        Assert.Equal([InstalmentProcess.Due, InstalmentProcess.Waiting, InstalmentProcess.Waiting], project.Instalments.Select(instalment => instalment.State));
        clock.MoveTo(project.RunsFrom.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        await site.TurnEveryClockAsync();
        Assert.Equal(ProjectProcess.Running, (await site.ReadProjectAsync(project.Slug)).State);
        Assert.Contains("银龄守护", (await site.Visit().OpenAsync("/projects")).Body!.TextContent, StringComparison.Ordinal);

        await AssertReservedAsync(site, [project, await site.ReadProjectAsync(Project.SlugOf(call.Slug, 2))]);
        await site.AssertTrailReplaysAsync();
        var (exitCode, output) = await site.RunAsync("verify");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>A gift by bank transfer, entered by one and confirmed by another.</summary>
    private static async Task GiveAsync(CharityApp site)
    {
        var today = await site.TodayAsync();
        var entered = await site.AsAsync(["Finance"], services => services.GetRequiredService<IMediator>().Send(
            new EnterOfflineGift(Guid.CreateVersion7(), Fund, GiftSource.Bank, new AmountParse(100_000_00, null), today, "沈嘉禾", null, false, null, null, "B20260301", false)), secondFactor: true);
        Assert.True(entered.Succeeded, entered.Failure?.Code);
        var confirmed = await site.AsAsync(["Finance"], services => services.GetRequiredService<IMediator>().Send(new ConfirmOfflineGift(entered.Value, 0)), secondFactor: true);
        Assert.True(confirmed.Succeeded, confirmed.Failure?.Code);
    }

    /// <summary>Two reviewers each, three days for submissions, paid by a fund alone.</summary>
    private static async Task<TestCall> OpenCallAsync(CharityApp site)
    {
        var slug = await site.MakeCallAsync();
        var today = await site.TodayAsync();
        CallSteps.Demand(await site.SendAsync(EditCallMoney.Of(await site.ReadCallAsync(slug)) with { Sources = [new TypedSource { Fund = Fund, Amount = "60000" }], ProjectCap = "50000" }));
        CallSteps.Demand(await site.SendAsync(EditCallReview.Of(await site.ReadCallAsync(slug)) with { ReviewersEach = 2, HasDefence = false }));
        CallSteps.Demand(await site.SendAsync(EditCallTimetable.Of(await site.ReadCallAsync(slug)) with
        {
            OpensOn = today, ClosesOn = today.AddDays(1), AnswerOn = today.AddDays(20), RunsFrom = today.AddDays(40), RunsUntil = today.AddDays(240),
        }));
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "announce", 0, null)));
        await site.TurnEveryClockAsync();
        return new TestCall(slug, (await site.ReadCallAsync(slug)).Id);
    }

    /// <summary>The officer admits both; of three reviewers one declares an interest in the second and is not given it; all hand in.</summary>
    private static async Task ReviewAsync(CharityApp site, TestCall call, TestSubmission first, TestSubmission second)
    {
        var officer = await site.SignInAsync("officer");
        await first.ScreenAsync(officer, SubmissionProcess.Pass);
        await second.ScreenAsync(officer, SubmissionProcess.Pass);
        TestReviewer[] reviewers = [await site.MakeReviewerAsync(), await site.MakeReviewerAsync(), await site.MakeReviewerAsync()];
        await site.AcceptAsync(call, reviewers);
        await reviewers[0].Visitor.SubmitAsync(await reviewers[0].Visitor.OpenAsync("/review/interests"), "form[action='/review/interests']", ("Organisation", second.By.Name), ("Kind", "PaidAdvice"), ("Note", "做过顾问"));
        reviewers[0].Visitor.AssertStatus(HttpStatusCode.Found);

        await officer.SubmitAsync(await officer.OpenAsync($"{call.Office}/reviews"), "form[action$='/plan']");
        await officer.SubmitAsync(await officer.OpenAsync($"{call.Office}/reviews/plan"), "form[action$='/reviews']");
        officer.AssertStatus(HttpStatusCode.Found);
        var reviews = await site.ReviewsAsync(call);
        Assert.Equal(4, reviews.Count);
        Assert.DoesNotContain(reviews, review => review.ReviewerId == reviewers[0].Id && review.SubmissionId == second.Id);
        foreach (var review in reviews)
        {
            await reviewers.Single(reviewer => reviewer.Id == review.ReviewerId).HandInAsync(review, review.SubmissionId == first.Id ? 92 : 78);
        }

        await officer.SubmitAsync(await officer.OpenAsync($"{call.Office}/reviews"), "form[action$='/reviews/end']");
        officer.AssertStatus(HttpStatusCode.Found);
        await site.TurnEveryClockAsync();
        var ranking = (await officer.OpenAsync($"{call.Office}/ranking")).QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains("银龄守护", ranking[0], StringComparison.Ordinal);
        Assert.Contains("楼道议事", ranking[1], StringComparison.Ordinal);
    }

    /// <summary>One officer decides and writes the minutes, both sign, and it is published: until then nobody knows.</summary>
    private static async Task DecideAsync(CharityApp site, TestCall call)
    {
        var (chair, colleague) = (await site.OfficerWithSecondFactorAsync(), await site.OfficerWithSecondFactorAsync());
        var board = $"{call.Office}/board";
        await chair.SubmitAsync(await chair.OpenAsync(board), "form[method=post][action$='/board']", ("Rows[0].Outcome", "Choose"), ("Rows[1].Outcome", "Choose"));
        chair.AssertStatus(HttpStatusCode.Found);
        await chair.SubmitAsync(await chair.OpenAsync(board), "form[action$='/minutes']", ("Present", "甲、乙、丙"));
        chair.AssertStatus(HttpStatusCode.Found);
        foreach (var signer in (Visitor[])[chair, colleague])
        {
            await signer.SubmitAsync(await signer.OpenAsync($"{board}/minutes?round=Final"), "form[action$='/signatures']");
            signer.AssertStatus(HttpStatusCode.Found);
        }

        var passer = site.Visit();
        Assert.DoesNotContain("银龄守护", (await passer.OpenAsync("/notices/awards")).Body!.TextContent, StringComparison.Ordinal);
        await chair.SubmitAsync(await chair.OpenAsync(board), "form[action$='/publication']");
        chair.AssertStatus(HttpStatusCode.Found);
        Assert.Contains("银龄守护", (await passer.OpenAsync($"/notices/{call.Slug}-award-1")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task ObjectAsync(CharityApp site, AwardNotice notice, TestSubmission submission)
    {
        var resident = site.Visit();
        var form = await resident.OpenAsync($"/notices/{notice.Slug}/objections/new?project={submission.Id}");
        await resident.SubmitAsync(form, "main form", ("Name", "言之凿"), ("Contact", "13900001111"), ("Text", "与往年项目重复"));
        Assert.StartsWith("/objections/", resident.Location, StringComparison.Ordinal);
    }

    /// <summary>By an officer who has not put it on notice; the answer stands on the notice.</summary>
    private static async Task AnswerAsync(CharityApp site, AwardNotice notice, TestSubmission submission)
    {
        var officer = await site.SignInAsync("officer");
        var objection = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Objection>().AsNoTracking().SingleAsync(row => row.SubmissionId == submission.Id));
        var address = $"/office/objections/{objection.Id}";
        await officer.SubmitAsync(await officer.OpenAsync(address), "form[action$='/examination']");
        Assert.Equal(SubmissionProcess.Contested, await StateAsync(site, submission));
        await officer.SubmitAsync(await officer.OpenAsync(address), "form[action$='/answer']", ("Answer", "经核查不属实"), ("Trigger", ObjectionProcess.Dismiss));
        officer.AssertStatus(HttpStatusCode.Found);
        Assert.Contains("经核查不属实", (await site.Visit().OpenAsync($"/notices/{notice.Slug}?fresh=1")).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The owner and somebody of the bureau who has not decided, each with the second factor.</summary>
    private static async Task<Project> SignAsync(CharityApp site, TestCall call, TestSubmission submission)
    {
        var project = new TestProject(Project.SlugOf(call.Slug, 1), submission.By with { Visitor = await site.SignInAsync(submission.By.Owner) });
        var officer = await site.OfficerWithSecondFactorAsync();
        await project.OfferAsync(officer);
        await project.SignAsync();
        Assert.Equal(InstalmentProcess.Waiting, (await site.ReadProjectAsync(project.Slug)).Instalments[0].State);
        await project.CountersignAsync(officer);
        return await site.ReadProjectAsync(project.Slug);
    }

    /// <summary>What was awarded is reserved under each project, and the fund has so much less to give.</summary>
    private static async Task AssertReservedAsync(CharityApp site, IReadOnlyList<Project> projects)
    {
        foreach (var project in projects)
        {
            Assert.Equal(project.AwardedMinor, (await site.BalanceAsync(AccountCodes.FundCommitted(Fund, project.Slug))).CreditsPendingMinor);
            Assert.Equal(project.AwardedMinor, project.Instalments.Sum(instalment => instalment.AmountMinor));
        }

        Assert.Equal(100_000_00 - projects.Sum(project => project.AwardedMinor), (await site.BalanceAsync(AccountCodes.FundAvailable(Fund))).AvailableMinor);
    }

    private static Task<AwardNotice> ReadNoticeAsync(CharityApp site, TestCall call) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<AwardNotice>().AsNoTracking().Include(notice => notice.Entries).SingleAsync(notice => notice.CallId == call.Id));

    private static async Task<string> StateAsync(CharityApp site, TestSubmission submission) => (await Charity.Tests.Ventures.SubmissionSteps.ReadSubmissionAsync(site, submission.Id)).State;
}
