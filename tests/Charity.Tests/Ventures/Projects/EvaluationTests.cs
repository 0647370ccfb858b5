using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Agreements;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

[Collection(nameof(VentureSites))]
public sealed class EvaluationTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Project_ThatPassesBothEvaluations_IsPaidStepByStepAndClosed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -205);
        var officer = await site.OfficerWithSecondFactorAsync();
        await site.TurnTheProjectClockAsync();
        Assert.Equal(ProjectProcess.MidTermDue, (await site.ReadProjectAsync(project.Slug)).State);

        await PassAsync(site, project, officer, EvaluationKind.MidTerm, 80);
        Assert.Equal(ProjectProcess.Running, (await site.ReadProjectAsync(project.Slug)).State);
        Assert.Equal([InstalmentProcess.Due, InstalmentProcess.Waiting, InstalmentProcess.Waiting], await StatesAsync(site, project));

        // Passed, but reports are missing: the money waits with the organisation.
        await HandInReportsAsync(site, project);
        Assert.Equal([InstalmentProcess.Due, InstalmentProcess.Due, InstalmentProcess.Waiting], await StatesAsync(site, project));

        await site.TurnTheProjectClockAsync();
        Assert.Equal(ProjectProcess.FinalDue, (await site.ReadProjectAsync(project.Slug)).State);
        Assert.Equal("final_not_passed", (await site.SendAsync(new MoveProject(project.Slug, ProjectProcess.Close, (await site.ReadProjectAsync(project.Slug)).Version, null))).Failure!.Code);
        await PassAsync(site, project, officer, EvaluationKind.Final, 60);
        Assert.All(await StatesAsync(site, project), state => Assert.Equal(InstalmentProcess.Due, state));

        // Nobody closes the project of an organisation they belong to.
        var inside = await site.OpenAccountAsync("内部科员", ["Officer"]);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(project.Organisation.Id, inside.Id, OrganisationRole.Finance, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var close = new MoveProject(project.Slug, ProjectProcess.Close, (await site.ReadProjectAsync(project.Slug)).Version, null);
        Assert.Equal("own_organisation", (await site.AsAsync(["Officer"], services => services.GetRequiredService<IMediator>().Send(close), userId: inside.Id)).Failure?.Code);
        await officer.SubmitAsync(await officer.OpenAsync(project.Office), "aside form", ("trigger", ProjectProcess.Close));

        var closed = await site.ReadProjectAsync(project.Slug);
        Assert.Equal((ProjectProcess.Closed, 600, "做了很多，有改变"), (closed.State, closed.MarkTenths, closed.Outcome?.Zh));
        Assert.Contains("做了很多，有改变", (await site.Visit().GetAsync(project.Page + "?fresh=9")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await site.InScopeAsync(services => services.GetRequiredService<ProjectDesk>().UnfinishedAsync(project.Organisation.Id, CancellationToken.None)));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_ThatDoesNotCome_FailsByTheClockWithOneSecondChance(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -120);
        await site.TurnTheProjectClockAsync();
        await LetTimePassAsync(site, project);

        var late = await site.SendAsync(new SubmitEvaluation(project.Slug, EvaluationKind.MidTerm, 0, "太晚了"));
        Assert.Equal("report_late", late.Failure!.Code);
        await site.TurnTheProjectClockAsync();
        await site.TurnTheProjectClockAsync();
        var failed = await ReadAsync(site, project, EvaluationKind.MidTerm);
        Assert.Equal((EvaluationProcess.Failed, 1), (failed.State, failed.Version));
        Assert.Equal(InstalmentProcess.Waiting, (await StatesAsync(site, project))[1]);

        Assert.Equal(["chance_reason_missing"], (await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.SecondChance, 1, " "))).Failure!.Fields.Select(field => field.Code));
        CallSteps.Demand(await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.SecondChance, 1, "负责人住院")));
        await LetTimePassAsync(site, project);
        await site.TurnTheProjectClockAsync();
        Assert.Equal("second_chance_used", (await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.SecondChance, 3, "再一次"))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Marks_BelowThePassMark_FailAndCannotBePassed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -120);
        await site.TurnTheProjectClockAsync();
        var officer = await site.OfficerWithSecondFactorAsync();
        CallSteps.Demand(await site.SendAsync(new SubmitEvaluation(project.Slug, EvaluationKind.MidTerm, 0, "报告")));
        Assert.Equal("no_experts", (await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.Pass, 1, null))).Failure!.Code);

        // 60 and 59: the average is 59.5, and nobody passes by rounding.
        foreach (var (total, missing) in new[] { (60, "marks_missing"), (59, "mark_too_low") })
        {
            var (expert, page) = await AskAsync(site, project, officer, EvaluationKind.MidTerm);
            Assert.Equal("marks_missing", (await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.Pass, 1, null))).Failure!.Code);
            await MarkAsync(expert, page, total);
            Assert.Equal(HttpStatusCode.Found, expert.Status);
            Assert.Equal(missing == "marks_missing" ? null : missing, missing == "marks_missing" ? null : (await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.Pass, 1, null))).Failure!.Code);
        }

        CallSteps.Demand(await site.SendAsync(new ConcludeEvaluation(project.Slug, EvaluationKind.MidTerm, EvaluationProcess.Fail, 1, null)));
        Assert.Equal(595, (await site.ReadProjectAsync(project.Slug)).MarkTenths);
        Assert.Equal((ProjectProcess.MidTermDue, InstalmentProcess.Waiting), ((await site.ReadProjectAsync(project.Slug)).State, (await StatesAsync(site, project))[1]));
    }

    [Theory, OnEveryDatabase]
    public async Task Expert_WhoHasToDoWithTheProject_IsNotAskedAndSeesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -120);
        await site.TurnTheProjectClockAsync();
        var officer = await site.OfficerWithSecondFactorAsync();
        CallSteps.Demand(await site.SendAsync(new SubmitEvaluation(project.Slug, EvaluationKind.MidTerm, 0, "报告")));

        Assert.Equal("own_organisation", (await site.SendAsync(new AskExpert(project.Slug, EvaluationKind.MidTerm, project.Organisation.Owner.Email))).Failure!.Code);
        foreach (var duty in (Duty[])[Duty.Interest, Duty.Propose, Duty.Sign, Duty.Monitor])
        {
            var person = await site.OpenAccountAsync("专家");
            await HaveAsync(site, project, person.Id, duty);
            Assert.Equal(duty == Duty.Interest ? "interest_declared" : "duties_apart", (await site.SendAsync(new AskExpert(project.Slug, EvaluationKind.MidTerm, person.Email))).Failure!.Code);
        }

        var (expert, page) = await AskAsync(site, project, officer, EvaluationKind.MidTerm);
        var stranger = await site.SignInAsync(await site.OpenAccountAsync("路人"));
        await stranger.GetAsync(page);
        stranger.AssertStatus(HttpStatusCode.NotFound);
        var asked = (await ReadAsync(site, project, EvaluationKind.MidTerm)).Assessments.Single().UserId;
        await HaveAsync(site, project, asked, Duty.Interest);
        await expert.GetAsync(page);
        expert.AssertStatus(HttpStatusCode.NotFound);
        Assert.DoesNotContain("银龄守护", (await expert.GetAsync("/review/evaluations")).Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Project_ThatIsTerminated_IsPaidNothingMoreWhateverHappens(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -120);
        await site.TurnTheProjectClockAsync();
        var officer = await site.OfficerWithSecondFactorAsync();
        var page = await officer.OpenAsync(project.Office);
        await officer.SubmitAsync(page, "aside form", ("trigger", ProjectProcess.Terminate), ("reason", " "));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await officer.SubmitAsync(page, "aside form", ("trigger", ProjectProcess.Terminate), ("reason", "资金挪作他用"));
        officer.AssertStatus(HttpStatusCode.Found);

        Assert.All(await StatesAsync(site, project), state => Assert.Equal(InstalmentProcess.Stopped, state));
        Assert.Contains("资金挪作他用", (await site.Visit().GetAsync(project.Page + "?fresh=8")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("project_over", (await site.SendAsync(new SubmitEvaluation(project.Slug, EvaluationKind.MidTerm, 0, "迟到的报告"))).Failure!.Code);
        Assert.Equal("project_over", (await site.SendAsync(new HandInReport(project.Slug, 1, "迟到的报告"))).Failure!.Code);
        Assert.Equal("project_over", (await site.SendAsync(new OfferAgreement(project.Slug, ""))).Failure!.Code);
        await site.TurnTheProjectClockAsync();
        await site.InUnitAsync(async services =>
        {
            var taken = (await services.GetRequiredService<ProjectDesk>().TakeAsync(project.Slug, CancellationToken.None)).Value;
            await services.GetRequiredService<ProjectDesk>().SettleAsync(taken, CancellationToken.None);
            foreach (var trigger in (string[])[InstalmentProcess.FallDue, InstalmentProcess.Hold])
            {
                Assert.NotNull((await services.GetRequiredService<IWorkflowDoor>().FireAsync(InstalmentProcess.Table, taken.Instalments[0], trigger, null, null, CancellationToken.None)).Failure);
            }

            return true;
        });
        Assert.All(await StatesAsync(site, project), state => Assert.Equal(InstalmentProcess.Stopped, state));
    }

    [Theory, OnEveryDatabase]
    public async Task Project_MovedInManyWays_IsWhatItsTrailReplays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -120);
        await site.TurnTheProjectClockAsync();
        CallSteps.Demand(await site.SendAsync(new MoveProject(project.Slug, ProjectProcess.Terminate, (await site.ReadProjectAsync(project.Slug)).Version, "停止")));

        await site.AssertTrailReplaysAsync();
    }

    private static async Task PassAsync(CharityApp site, TestProject project, Visitor officer, EvaluationKind kind, int total)
    {
        var owner = project.Organisation.Visitor;
        await owner.SubmitAsync(await owner.OpenAsync(project.Workspace + "/reports"), $"form[action$='/evaluations/{kind}']", ("report", "做了很多，有改变"));
        owner.AssertStatus(HttpStatusCode.Found);
        var (expert, page) = await AskAsync(site, project, officer, kind);
        await MarkAsync(expert, page, total);
        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/evaluations"), $"form[action$='/{kind}/moves']", ("trigger", EvaluationProcess.Pass));
        officer.AssertStatus(HttpStatusCode.Found);
    }

    private static async Task<(Visitor Expert, string Page)> AskAsync(CharityApp site, TestProject project, Visitor officer, EvaluationKind kind)
    {
        var person = await site.OpenAccountAsync("评估专家");
        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/evaluations"), $"form[action$='/{kind}/experts']", ("email", person.Email!));
        officer.AssertStatus(HttpStatusCode.Found);
        var expert = await site.SignInAsync(person);
        var evaluation = await ReadAsync(site, project, kind);
        return (expert, "/review/evaluations/" + evaluation.Assessments.Single(assessment => assessment.UserId == person.Id).Id);
    }

    /// <summary>The total spread over criteria of 30, 20, 25 and 25 points.</summary>
    private static async Task MarkAsync(Visitor expert, string page, int total)
    {
        var left = total;
        var points = new List<(string, string)> { ("comment", "材料齐全") };
        foreach (var most in (int[])[30, 20, 25, 25])
        {
            points.Add(("points", Math.Min(left, most).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            left -= Math.Min(left, most);
        }

        await expert.SubmitAsync(await expert.OpenAsync(page), "form[action^='/review']", [.. points]);
    }

    private static async Task HandInReportsAsync(CharityApp site, TestProject project)
    {
        foreach (var (number, _) in ProgressReport.DueDays(await site.ReadProjectAsync(project.Slug)))
        {
            CallSteps.Demand(await site.SendAsync(new HandInReport(project.Slug, number, "本月进展")));
            Assert.Equal("report_not_asked", (await site.SendAsync(new HandInReport(project.Slug, number, "再来一次"))).Failure!.Code);
        }
    }

    private static async Task<List<string>> StatesAsync(CharityApp site, TestProject project) => [.. (await site.ReadProjectAsync(project.Slug)).Instalments.Select(instalment => instalment.State)];

    private static Task<Evaluation> ReadAsync(CharityApp site, TestProject project, EvaluationKind kind) => site.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return db.Set<Evaluation>().AsNoTracking().Include(e => e.Assessments).SingleAsync(e => e.Kind == kind && db.Set<Project>().Any(p => p.Id == e.ProjectId && p.Slug == project.Slug));
    });

    /// <summary>The last day and the grace are over.</summary>
    private static Task LetTimePassAsync(CharityApp site, TestProject project) => site.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return db.Set<Evaluation>().Where(e => db.Set<Project>().Any(p => p.Id == e.ProjectId && p.Slug == project.Slug))
            .ExecuteUpdateAsync(e => e.SetProperty(evaluation => evaluation.GraceUntil, new DateOnly(2020, 1, 1)));
    });

    private static Task HaveAsync(CharityApp site, TestProject project, Guid userId, Duty duty) => site.InUnitAsync(async services =>
    {
        var id = await services.GetRequiredService<CharityDbContext>().Set<Project>().Where(p => p.Slug == project.Slug).Select(p => p.Id).SingleAsync();
        await services.GetRequiredService<DutyCheck>().RecordAsync(id, userId, duty, CancellationToken.None);
        return true;
    });
}
