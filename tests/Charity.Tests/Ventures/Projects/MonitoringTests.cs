using System.Net;
using Charity.Platform.Data;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Changes;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Projects;
using Charity.Ventures.Satisfaction;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

[Collection(nameof(VentureSites))]
public sealed class MonitoringTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Finding_WhileItIsOpen_HoldsTheNextInstalment(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await MidTermPassedAsync(site);
        Assert.Equal(InstalmentProcess.Due, await SecondAsync(site, project));
        var officer = await site.OfficerWithSecondFactorAsync();
        var owner = project.Organisation.Visitor;

        var page = await officer.OpenAsync(project.Office + "/visits/new");
        await officer.SubmitAsync(page, "form[data-visit]", ("Summary", "现场查看"), ("VisitorName", "石科员"), ("RepresentativeName", "甲"), ("Answers[0]", "No"), ("Findings[0].Text", "签到表缺失"));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        (string, string)[] visit = [("Summary", "现场查看"), ("VisitorName", "石科员"), ("RepresentativeName", "甲"), ("Answers[0]", "No"), ("Findings[0].Text", "签到表缺失"), ("Findings[0].DueOn", "2030-01-01")];
        await officer.SubmitAsync(page, "form[data-visit]", visit);
        officer.AssertStatus(HttpStatusCode.Found);
        Assert.Equal(InstalmentProcess.Waiting, await SecondAsync(site, project));
        Assert.Contains("查看发现的问题待整改", (await owner.OpenAsync(project.Workspace)).Body!.TextContent, StringComparison.Ordinal);

        // A telephone without a network sends again what has come already.
        await officer.SubmitAsync(page, "form[data-visit]", visit);
        officer.AssertStatus(HttpStatusCode.Found);
        Assert.Equal((1, 1), await CountAsync(site, project));

        await owner.SubmitAsync(await owner.OpenAsync(project.Workspace + "/visits"), "form[action*='/findings/']", ("answer", "已补齐"));
        Assert.Equal(InstalmentProcess.Waiting, await SecondAsync(site, project));
        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/visits"), "form[action*='/findings/']", ("trigger", FindingProcess.Close));
        Assert.Equal(InstalmentProcess.Due, await SecondAsync(site, project));
    }

    [Theory, OnEveryDatabase]
    public async Task Visit_ByWhoeverAssessedAReport_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var person = await site.OpenAccountAsync("评估过的科员", ["Officer"]);
        await site.InUnitAsync(async services =>
        {
            var id = await services.GetRequiredService<CharityDbContext>().Set<Project>().Where(p => p.Slug == project.Slug).Select(p => p.Id).SingleAsync();
            await services.GetRequiredService<DutyCheck>().RecordAsync(id, person.Id, Duty.Evaluate, CancellationToken.None);
            return true;
        });
        var officer = await site.OfficerWithSecondFactorAsync(person);

        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/visits/new"), "form[data-visit]", ("Summary", "看"), ("VisitorName", "石"), ("RepresentativeName", "甲"));

        officer.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal((0, 0), await CountAsync(site, project));
    }

    [Theory, OnEveryDatabase]
    public async Task Survey_AnsweredByOneDeviceTwiceOrByMoreThanWereThere_IsNotStuffed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var activity = await project.PlanAsync(site);
        CallSteps.Demand(await site.SendAsync(new ReportActivity(project.Slug, activity, 0, 1, 2, 0, 0)));
        var key = (await ActivityTests.ReadAsync(site, activity)).SignInKey;

        var phone = site.Visit();
        Assert.Equal(HttpStatusCode.Found, await AnswerAsync(phone, key, 4));
        Assert.Equal(HttpStatusCode.Conflict, await AnswerAsync(phone, key, 5));
        Assert.Equal(HttpStatusCode.Found, await AnswerAsync(site.Visit(), key, 5));
        Assert.Equal(HttpStatusCode.Conflict, await AnswerAsync(site.Visit(), key, 5));
        Assert.Equal(["answers_missing"], (await site.SendAsync(new AnswerSurvey(key, "x", [1, 2, 3, 4], null))).Failure!.Fields.Select(field => field.Code));
        Assert.Equal(["answers_missing"], (await site.SendAsync(new AnswerSurvey(key, "x", [1, 2, 3, 4, 6], null))).Failure!.Fields.Select(field => field.Code));

        var figures = (await site.ReadProjectAsync(project.Slug)).Figures;
        Assert.Equal((2, 45), (figures.Surveys, figures.SurveyPoints));
        Assert.Contains("4.5", (await site.Visit().GetAsync(project.Page + "?fresh=5")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Survey_WithManyAnswersFromOnePlaceAtOnce_CountsOnlyTheFirst(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var activity = await project.PlanAsync(site);
        CallSteps.Demand(await site.SendAsync(new ReportActivity(project.Slug, activity, 0, 1, 100, 0, 0)));
        var key = (await ActivityTests.ReadAsync(site, activity)).SignInKey;

        for (var device = 0; device < 12; device++)
        {
            CallSteps.Demand(await site.SendAsync(new AnswerSurvey(key, $"d{device}", [5, 5, 5, 5, 5], null)));
        }

        Assert.Equal(8, (await site.ReadProjectAsync(project.Slug)).Figures.Surveys);
        var office = (await site.SendAsync(new ShowOfficeActivity(project.Slug, activity))).Value;
        Assert.Equal((8, 200, 4), (office.Answered, office.Points, office.Suspicious.Count));
        var page = await (await site.SignInAsync("officer")).OpenAsync($"/office/projects/{project.Slug}/activities/{activity}");
        Assert.Equal(4, page.QuerySelectorAll("[aria-labelledby=answers] tbody tr").Length);
    }

    [Theory, OnEveryDatabase]
    public async Task Change_OfPurposeOrMoney_NeedsANewDecision(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();

        Assert.Equal("needs_new_decision", (await site.SendAsync(new RequestChange(project.Slug, ChangeKind.Purpose, "改做别的", null, []))).Failure!.Code);
        Assert.Equal("needs_new_decision", (await site.SendAsync(new RequestChange(project.Slug, ChangeKind.Money, "不够用", null, []))).Failure!.Code);
        Assert.Equal("budget_sum_differs", (await site.SendAsync(new RequestChange(project.Slug, ChangeKind.Budget, "调整", null, ["39614.08"]))).Failure!.Code);
        Assert.Equal("amount_wrong", (await site.SendAsync(new RequestChange(project.Slug, ChangeKind.Budget, "调整", null, ["-1"]))).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(new RequestChange(project.Slug, ChangeKind.Budget, "调整", null, ["39614.07"])));
        Assert.Equal("change_asked", (await site.SendAsync(new RequestChange(project.Slug, ChangeKind.Budget, "调整", null, ["39614.07"]))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Change_ThatIsApproved_IsTheProjectsAndTheAgreementIsWrittenAnew(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var before = await site.ReadProjectAsync(project.Slug);
        var owner = project.Organisation.Visitor;
        await owner.SubmitAsync(
            await owner.OpenAsync(project.Workspace + "/changes"), "form[action$='/changes']", ("kind", "Time"), ("reason", "场地装修"),
            ("runsUntil", before.RunsUntil.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        owner.AssertStatus(HttpStatusCode.Found);
        var officer = await site.OfficerWithSecondFactorAsync();
        Assert.DoesNotContain("form[action$='/offer']", (await officer.OpenAsync(project.Office + "/agreement")).QuerySelectorAll("form").Select(form => form.GetAttribute("action")));

        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/changes"), "form[action*='/changes/']", ("trigger", ChangeProcess.Approve));

        var after = await site.ReadProjectAsync(project.Slug);
        Assert.Equal(before.RunsUntil.AddDays(30), after.RunsUntil);
        Assert.Equal(after.AwardedMinor, after.Instalments.Sum(instalment => instalment.AmountMinor));
        Assert.Equal(InstalmentProcess.Due, after.Instalments[0].State);
        await project.OfferAsync(officer);
        await project.SignAsync();
        await project.CountersignAsync(officer);
        Assert.Equal([AgreementProcess.Countersigned, AgreementProcess.Countersigned], (await AgreementTests.ReadAgreementsAsync(site, project)).Select(agreement => agreement.State));
        Assert.Equal(ProjectProcess.Running, (await site.ReadProjectAsync(project.Slug)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task List_OfProjects_AddsUpWhatFits(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var activity = await project.PlanAsync(site);
        CallSteps.Demand(await site.SendAsync(new ReportActivity(project.Slug, activity, 0, 1, 21, 2, 9)));

        var list = (await site.SendAsync(new ListProjects(null, "meiyuan", null, "running", null))).Value;
        Assert.Contains(list.Projects, card => card.Slug == project.Slug);
        Assert.Equal(0, (await site.SendAsync(new ListProjects(null, "nowhere", null, null, null))).Value.Totals.Projects);
        Assert.Equal(0, (await site.SendAsync(new ListProjects(null, null, 1999, null, null))).Value.Totals.Projects);
        var all = (await site.SendAsync(new ListProjects(null, null, null, null, null))).Value.Totals;
        Assert.True(all is { Projects: > 0, People: >= 21, Volunteers: >= 9 });
        Assert.Contains(project.Slug, (await site.Visit().GetAsync("/projects?fresh=4")).Source.Text, StringComparison.Ordinal);
    }

    private static async Task<TestProject> MidTermPassedAsync(CharityApp site)
    {
        var project = await site.StartProjectAsync(startsIn: -105);
        await site.TurnTheProjectClockAsync();
        foreach (var (number, _) in ProgressReport.DueDays(await site.ReadProjectAsync(project.Slug)))
        {
            CallSteps.Demand(await site.SendAsync(new HandInReport(project.Slug, number, "进展")));
        }

        await site.InUnitAsync(async services =>
        {
            var desk = services.GetRequiredService<EvaluationDesk>();
            var (taken, evaluation) = (await desk.TakeAsync(project.Slug, EvaluationKind.MidTerm, CancellationToken.None)).Value;
            CallSteps.Demand(await desk.MoveAsync(taken, evaluation, EvaluationProcess.Submit, null, null, CancellationToken.None));
            var assessment = Assessment.Of(evaluation, Guid.NewGuid(), "专家", TimeProvider.System.GetUtcNow());
            assessment.HandIn([new CriterionMark("work", 90)], "好", DateTime.UtcNow);
            evaluation.Invite(assessment);
            CallSteps.Demand(await desk.MoveAsync(taken, evaluation, EvaluationProcess.Pass, null, null, CancellationToken.None));
            return true;
        });
        return project;
    }

    private static async Task<string> SecondAsync(CharityApp site, TestProject project) => (await site.ReadProjectAsync(project.Slug)).Instalments[1].State;

    private static async Task<(int Visits, int Findings)> CountAsync(CharityApp site, TestProject project)
    {
        var id = (await site.ReadProjectAsync(project.Slug)).Id;
        return await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            return (await db.Set<SiteVisit>().CountAsync(visit => visit.ProjectId == id), await db.Set<Finding>().CountAsync(finding => finding.ProjectId == id));
        });
    }

    private static async Task<HttpStatusCode> AnswerAsync(Visitor visitor, string key, int points)
    {
        await visitor.SubmitAsync(await visitor.OpenAsync("/s/" + key), "form[action^='/s/']", [.. Enumerable.Range(0, 5).Select(index => ($"answers[{index}]", $"{points}"))]);
        return visitor.Status;
    }
}
