using System.Net;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Platform.Workflow;
using Charity.Tests.Users;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

/// <summary>A project and its organisation, with the owner's browser.</summary>
internal sealed record TestProject(string Slug, TestOrganisation Organisation)
{
    public string Workspace => $"/workspace/projects/{Slug}";

    public string Office => $"/office/projects/{Slug}";

    public string Page => $"/projects/{Slug}";
}

/// <summary>What tests do with projects, in their words.</summary>
internal static class ProjectSteps
{
    public const long Awarded = 3_961_407;

    /// <summary>A project that was just awarded, of an organisation of its own.</summary>
    /// <param name="startsIn">Days from today to its first day.</param>
    public static async Task<TestProject> AwardAsync(this CharityApp site, int startsIn = -10, int runsFor = 200, TestOrganisation? organisation = null)
    {
        organisation ??= await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var slug = await site.InUnitAsync(services =>
        {
            var today = services.GetRequiredService<SiteTime>().Today;
            var project = Project.Award(AwardOf(CallSteps.NewSlug(), organisation.Id, today.AddDays(startsIn), today.AddDays(startsIn + runsFor)), TimeProvider.System.GetUtcNow());
            services.GetRequiredService<CharityDbContext>().Add(project);
            return Task.FromResult(project.Slug);
        });
        return new TestProject(slug, organisation);
    }

    public static ProjectAward AwardOf(string callSlug, Guid organisationId, DateOnly from, DateOnly until, long awardedMinor = Awarded, IReadOnlyList<InstalmentPlan>? instalments = null) => new(
        callSlug, null, null, 7, organisationId, new LocalizedText("银龄守护", "Silver guard"), new LocalizedText("上门探访独居老人", "Visits to old people who live alone"), ["meiyuan"], Money.Yuan,
        [new AwardSource(null, new LocalizedText("区民政局", "Civil affairs bureau"), awardedMinor, null)], 12, 300, from, until,
        ProjectAward.HalfwayOf(from, until, instalments ?? InstalmentPlan.Usual), 1, instalments ?? InstalmentPlan.Usual)
    {
        Milestones = [new ProjectMilestone("完成六十户探访", from.AddDays(60), "探访记录")],
        Budget = [new BudgetLine("activity", "志愿者补贴", "12 场", awardedMinor, 0)],
    };

    public static Task<Project> ReadProjectAsync(this CharityApp site, string slug) => site.InScopeAsync(services =>
        ProjectDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Project>().AsNoTracking()).SingleAsync(project => project.Slug == slug));

    public static Task TurnTheProjectClockAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<ProjectClock>().TurnAsync(CancellationToken.None);
        return true;
    });

    /// <summary>An officer reads the agreement and offers it.</summary>
    public static async Task OfferAsync(this TestProject project, Visitor officer)
    {
        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/agreement"), "form[action$='/offer']");
        officer.AssertStatus(HttpStatusCode.Found);
    }

    /// <summary>The owner reads it and signs, with the second factor.</summary>
    public static async Task SignAsync(this TestProject project)
    {
        var owner = project.Organisation.Visitor;
        await owner.EnrolAsync();
        await owner.SubmitAsync(await owner.OpenAsync(project.Workspace + "/agreement"), "form[action$='/signature']");
        owner.AssertStatus(HttpStatusCode.Found);
        Assert.StartsWith("/workspace", owner.Location, StringComparison.Ordinal);
    }

    public static async Task CountersignAsync(this TestProject project, Visitor officer)
    {
        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/agreement"), "form[action$='/signature']");
        officer.AssertStatus(HttpStatusCode.Found);
    }

    /// <summary>A project that has begun, its agreement signed by both sides.</summary>
    public static async Task<TestProject> StartProjectAsync(this CharityApp site, int startsIn = -10, int runsFor = 200, TestOrganisation? organisation = null) =>
        await site.StartAwardedAsync(await site.AwardAsync(startsIn, runsFor, organisation));

    /// <summary>Both sides sign the agreement of an awarded project, and it begins.</summary>
    public static async Task<TestProject> StartAwardedAsync(this CharityApp site, TestProject project)
    {
        await site.InUnitAsync(async services =>
        {
            var (db, door, now) = (services.GetRequiredService<CharityDbContext>(), services.GetRequiredService<IWorkflowDoor>(), TimeProvider.System.GetUtcNow());
            var desk = services.GetRequiredService<ProjectDesk>();
            var taken = (await desk.TakeAsync(project.Slug, CancellationToken.None)).Value;
            var agreement = Agreement.Offer(taken.Id, 1, await services.GetRequiredService<AgreementWriter>().WriteAsync(taken, CancellationToken.None), now);
            db.Add(agreement);
            CallSteps.Demand(await door.FireAsync(AgreementProcess.Table, agreement, AgreementProcess.Sign, null, null, CancellationToken.None));
            agreement.SignForOrganisation(new Signature(project.Organisation.Owner.Id, "甲", now.UtcDateTime, agreement.Sha256));
            CallSteps.Demand(await door.FireAsync(AgreementProcess.Table, agreement, AgreementProcess.Countersign, null, null, CancellationToken.None));
            agreement.SignForBureau(new Signature(Guid.Empty, "乙", now.UtcDateTime, agreement.Sha256));
            CallSteps.Demand(await door.FireAsync(ProjectProcess.Table, taken, ProjectProcess.Sign, null, null, CancellationToken.None));
            await desk.SettleAsync(taken, CancellationToken.None);
            return true;
        });
        await site.TurnTheProjectClockAsync();
        return project;
    }

    /// <summary>Plans an activity; without a time one that began an hour ago.</summary>
    public static Task<Guid> PlanAsync(this TestProject project, CharityApp site, TimeSpan? startsIn = null) => site.InUnitAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var now = TimeProvider.System.GetUtcNow();
        var starts = (now + (startsIn ?? TimeSpan.FromHours(-1))).UtcDateTime;
        var id = await db.Set<Project>().Where(p => p.Slug == project.Slug).Select(p => p.Id).SingleAsync();
        var activity = Activity.Plan(id, new ActivityPlan("健康讲座", "梅园居民活动室", null, starts, starts.AddHours(2)), ActivityDesk.NewKey(), now);
        db.Add(activity);
        return activity.Id;
    });
}
