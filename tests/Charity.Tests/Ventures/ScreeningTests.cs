using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class ScreeningTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Admit_WithARuleThatNobodyConfirmed_AsksForADecisionFirst(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await HandInUnconfirmedAsync(site);
        var officer = await site.SignInAsync("officer");

        await submission.ScreenAsync(officer, SubmissionProcess.Pass);
        officer.AssertStatus(HttpStatusCode.Conflict);
        await DecideAsync(officer, submission, "inspection", "登记机关网站可查：年检合格", isMet: true);
        await submission.ScreenAsync(officer, SubmissionProcess.Pass);

        var admitted = await site.ReadSubmissionAsync(submission.Id);
        Assert.Equal(SubmissionProcess.Eligible, admitted.State);
        Assert.Equal("登记机关网站可查：年检合格", Assert.Single(admitted.Eligibility.Overrides).Reason);
        Assert.Contains("登记机关网站可查", (await submission.Visitor.OpenAsync(submission.Address)).QuerySelector("[data-rule=inspection]")!.TextContent, StringComparison.Ordinal);
        await AssertMailedAsync(site, submission, "pass");
    }

    [Theory, OnEveryDatabase]
    public async Task Decide_WithoutAReason_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await HandInUnconfirmedAsync(site);
        var officer = await site.SignInAsync("officer");

        await DecideAsync(officer, submission, "inspection", " ", isMet: true);

        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Empty((await site.ReadSubmissionAsync(submission.Id)).Eligibility.Overrides);
    }

    [Theory, OnEveryDatabase]
    public async Task Screen_ByTwoOfficersAtOnce_OneWinsAndTheOtherIsTold(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        Visitor[] officers = [await site.SignInAsync("officer"), await site.SignInAsync(await site.OpenAccountAsync("科员乙", ["Officer"]))];
        var pages = await Task.WhenAll(officers.Select(officer => officer.OpenAsync(submission.OfficeAddress)));

        await Task.WhenAll(
            officers[0].SubmitAsync(pages[0], "form:has([name=Trigger][value=return])", ("Note", "请补充预算依据")),
            officers[1].SubmitAsync(pages[1], "form:has([name=Trigger][value=refuse])", ("Note", "不在征集范围内")));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], officers.Select(officer => officer.Status).Order());
        Assert.Single(await StepsAsync(site, submission), step => step.From == SubmissionProcess.Submitted);
    }

    [Theory, OnEveryDatabase]
    public async Task Screen_ByAnOfficerOfTheSameOrganisation_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var user = await site.OpenAccountAsync("科员丙", ["Officer"]);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(submission.By.Id, user.Id, OrganisationRole.Editor, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var officer = await site.SignInAsync(user);

        await officer.GetAsync(submission.OfficeAddress);

        officer.AssertStatus(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Return_ThenHandInAgain_ShowsBothVersionsSideBySide(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var officer = await site.SignInAsync("officer");
        await submission.ScreenAsync(officer, SubmissionProcess.Return, "请说明需求来源");
        Assert.Contains("请说明需求来源", (await submission.Visitor.OpenAsync(submission.Address)).QuerySelector(".alert-warning")!.TextContent, StringComparison.Ordinal);

        await submission.WritePartAsync(2, ("a.need", "入户走访 120 户，问卷 300 份"));
        Assert.Contains("走访 120 户", (await officer.OpenAsync(submission.OfficeAddress)).QuerySelector("[data-question=need]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("问卷", (await officer.OpenAsync(submission.OfficeAddress)).QuerySelector("[data-question=need]")!.TextContent, StringComparison.Ordinal);
        await submission.MoveAsync(SubmissionProcess.Submit);

        var page = await officer.OpenAsync(submission.OfficeAddress);
        var compared = await officer.OpenAsync(page.QuerySelector("a[href*='/comparison']")!.GetAttribute("href")!);
        Assert.Equal("走访 120 户", compared.QuerySelector("[data-question=need] .old")!.TextContent.Trim());
        Assert.Equal("入户走访 120 户，问卷 300 份", compared.QuerySelector("[data-question=need] .new")!.TextContent.Trim());
        Assert.Null(compared.QuerySelector("[data-question=plan] .old"));
        Assert.Equal(1, (await site.ReadSubmissionAsync(submission.Id)).Number);
    }

    [Theory, OnEveryDatabase]
    public async Task Return_NotAnsweredInTime_LapsesByTheClock(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var officer = await site.SignInAsync("officer");
        await submission.ScreenAsync(officer, SubmissionProcess.Return, "请补充");
        await site.TurnSubmissionsClockAsync();
        Assert.Equal(SubmissionProcess.Returned, (await site.ReadSubmissionAsync(submission.Id)).State);

        await LetTheDayPassAsync(site, submission);
        await submission.MoveAsync(SubmissionProcess.Submit);
        submission.Visitor.AssertStatus(HttpStatusCode.Conflict);
        await site.TurnSubmissionsClockAsync();

        Assert.Equal(SubmissionProcess.Ineligible, (await site.ReadSubmissionAsync(submission.Id)).State);
        await AssertMailedAsync(site, submission, "lapse");
    }

    [Theory, OnEveryDatabase]
    public async Task Advice_BeforeItIsSent_IsTheOfficesOnly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await HandInUnconfirmedAsync(site);
        var officer = await site.SignInAsync("officer");
        await DecideAsync(officer, submission, "inspection", "已核", isMet: true);
        await submission.ScreenAsync(officer, SubmissionProcess.Pass);
        await submission.ScreenAsync(officer, SubmissionProcess.Advise);
        officer.AssertStatus(HttpStatusCode.Conflict);

        await officer.SubmitAsync(await officer.OpenAsync(submission.OfficeAddress), "form:has([name=section][value='1'])", ("text", "建议补充前测数据"));
        Assert.DoesNotContain("前测", (await submission.Visitor.OpenAsync(submission.Address)).Source.Text, StringComparison.Ordinal);
        await submission.ScreenAsync(officer, SubmissionProcess.Advise);

        Assert.Contains("建议补充前测数据", (await submission.Visitor.OpenAsync($"{submission.Address}/parts/2")).QuerySelector("aside.alert-info")!.TextContent, StringComparison.Ordinal);
        await submission.WritePartAsync(2, ("a.outcome", "前测与后测"));
        await submission.MoveAsync(SubmissionProcess.Submit);
        Assert.Equal((SubmissionProcess.Eligible, "前测与后测"), await StateAndAsync(site, submission, "outcome"));
    }

    [Theory, OnEveryDatabase]
    public async Task Advice_NotFollowedInTime_GoesOnAsItWasHandedIn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await HandInUnconfirmedAsync(site);
        var officer = await site.SignInAsync("officer");
        await DecideAsync(officer, submission, "inspection", "已核", isMet: true);
        await submission.ScreenAsync(officer, SubmissionProcess.Pass);
        await officer.SubmitAsync(await officer.OpenAsync(submission.OfficeAddress), "form:has([name=section][value='1'])", ("text", "建议"));
        await submission.ScreenAsync(officer, SubmissionProcess.Advise);
        await submission.WritePartAsync(2, ("a.outcome", "改到一半"));

        await LetTheDayPassAsync(site, submission);
        await site.TurnSubmissionsClockAsync();

        Assert.Equal((SubmissionProcess.Eligible, "满意度"), await StateAndAsync(site, submission, "outcome"));
        Assert.Contains(await site.VersionsOfAsync(submission.Id), version => version.Answers.TextOf("outcome") == "改到一半");
    }

    [Theory, OnEveryDatabase]
    public async Task AdmitSeveral_IsPreviewedAndAnsweredRowByRow(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var ready = await HandInUnconfirmedAsync(site);
        var open = await HandInUnconfirmedAsync(site, ready.CallSlug);
        var officer = await site.SignInAsync("officer");
        await DecideAsync(officer, ready, "inspection", "已核", isMet: true);

        var list = await officer.OpenAsync($"/office/calls/{ready.CallSlug}/submissions");
        var preview = await officer.SubmitAsync(list, "form:has([name=ids])", ("ids", ready.Id.ToString()), ("ids", open.Id.ToString()));
        Assert.Equal(["ok", "failed"], preview.QuerySelectorAll(".result-list li").Select(row => row.ClassName!));
        Assert.Equal(SubmissionProcess.Submitted, (await site.ReadSubmissionAsync(ready.Id)).State);
        var done = await officer.SubmitAsync(preview, "form:has([name=confirmed])");

        Assert.Equal("ok", Assert.Single(done.QuerySelectorAll(".result-list li")).ClassName);
        Assert.Equal([SubmissionProcess.Eligible, SubmissionProcess.Submitted], [(await site.ReadSubmissionAsync(ready.Id)).State, (await site.ReadSubmissionAsync(open.Id)).State]);
    }

    [Theory, OnEveryDatabase]
    public async Task List_WithAState_ShowsAndExportsThoseOnly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var stays = await site.HandInAsync(title: "留下的项目");
        var goes = await site.HandInAsync(stays.CallSlug, title: "不予通过的项目");
        var officer = await site.SignInAsync("officer");
        await goes.ScreenAsync(officer, SubmissionProcess.Refuse, "不在征集范围内");

        var list = await officer.OpenAsync($"/office/calls/{stays.CallSlug}/submissions?state=Ineligible");
        Assert.Equal(["不予通过的项目"], list.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
        var csv = await officer.Http.GetStringAsync($"/office/calls/{stays.CallSlug}/submissions?state=Submitted&format=csv", TestContext.Current.CancellationToken);
        Assert.Contains("留下的项目", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("不予通过的项目", csv, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task History_Replayed_GivesThePresentState(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var officer = await site.SignInAsync("officer");
        await submission.ScreenAsync(officer, SubmissionProcess.Return, "请补充");
        await submission.MoveAsync(SubmissionProcess.Submit);
        await submission.MoveAsync(SubmissionProcess.Withdraw);

        var steps = await StepsAsync(site, submission);
        var now = steps.Aggregate(SubmissionProcess.Draft, (state, step) => state == step.From ? SubmissionProcess.Table.Find(state, step.Trigger)!.To : "broken");

        Assert.Equal(4, steps.Count);
        Assert.Equal(((await site.ReadSubmissionAsync(submission.Id)).State, SubmissionProcess.Withdrawn), (now, now));
    }

    /// <summary>Of an organisation whose inspections are its own word.</summary>
    private static async Task<TestSubmission> HandInUnconfirmedAsync(CharityApp site, string? slug = null)
    {
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AnnualInspection>().Where(inspection => inspection.OrganisationId == organisation.Id)
            .ExecuteUpdateAsync(inspection => inspection.SetProperty(i => i.IsConfirmed, false)));
        return await site.HandInAsync(slug, organisation);
    }

    private static async Task DecideAsync(Visitor officer, TestSubmission submission, string rule, string reason, bool isMet)
    {
        var page = await officer.OpenAsync(submission.OfficeAddress);
        await officer.SubmitAsync(page, $"form:has([name=Rule][value={rule}])", ("Reason", reason), ("IsMet", isMet ? "true" : "false"));
    }

    private static Task LetTheDayPassAsync(CharityApp site, TestSubmission submission) => site.InScopeAsync(services =>
    {
        var yesterday = services.GetRequiredService<SiteTime>().Today.AddDays(-1);
        return services.GetRequiredService<CharityDbContext>().Set<Submission>().Where(one => one.Id == submission.Id).ExecuteUpdateAsync(one => one.SetProperty(s => s.ReviseBy, yesterday));
    });

    private static Task<List<WorkflowStep>> StepsAsync(CharityApp site, TestSubmission submission) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<WorkflowStep>().AsNoTracking().Where(step => step.InstanceId == submission.Id).OrderBy(step => step.Number).ToListAsync());

    private static async Task AssertMailedAsync(CharityApp site, TestSubmission submission, string trigger)
    {
        var id = submission.Id.ToString("N");
        var keys = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().Where(mail => mail.Key.Contains(id)).Select(mail => mail.Key).ToListAsync());
        Assert.Contains(keys, key => key.StartsWith($"submission-{trigger}:", StringComparison.Ordinal) && key.EndsWith(submission.By.Owner.Id.ToString(), StringComparison.Ordinal));
    }

    private static async Task<(string, string)> StateAndAsync(CharityApp site, TestSubmission submission, string code) =>
        await site.ReadSubmissionAsync(submission.Id) is var saved ? (saved.State, saved.Answers.TextOf(code)) : default;
}
