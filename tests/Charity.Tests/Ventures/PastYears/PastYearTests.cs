using System.Net;
using AngleSharp.Html.Dom;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Decisions;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Activities;
using Charity.Ventures.Calls;
using Charity.Ventures.PastYears;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>A year that is over: its sums on the site, and how its call came to its end.</summary>
[Collection(nameof(YearSites))]
public sealed class PastYearTests(YearSites sites)
{
    private static readonly string[] Sums = ["25", "¥990,600.00", "288", "5,742", "378", "570"];

    [Theory, OnEveryDatabase]
    public async Task Year_ThatIsOver_HasExactlyItsSumsOnEveryPage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (anybody, officer) = (site.Visit(), await site.SignInAsync("officer"));

        Assert.Equal(Sums, SumsOf(await anybody.OpenAsync($"/calls/{YearSites.Past}")));
        Assert.Equal(Sums, SumsOf(await anybody.OpenAsync($"/projects?call={YearSites.Past}")));
        Assert.Equal(Sums, SumsOf(await officer.OpenAsync($"/office/calls/{YearSites.Past}")));
        Assert.Equal(Sums, SumsOf(await officer.OpenAsync($"/office/projects?call={YearSites.Past}")));
    }

    [Theory, OnEveryDatabase]
    public async Task Year_ThatIsOver_IsAFinishedCallWithItsProjectsAndWithoutAForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var page = await site.Visit().OpenAsync($"/calls/{YearSites.Past}");

        Assert.Equal(25, page.QuerySelectorAll("#results tbody tr").Length);
        Assert.Null(page.QuerySelector("#criteria"));
        Assert.Null(page.QuerySelector("a[href$='/apply']"));
        var call = await site.ReadCallAsync(YearSites.Past);
        Assert.Equal(CallProcess.Finished, call.State);
        var steps = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>().Where(step => step.InstanceId == call.Id).Select(step => step.Trigger).ToListAsync());
        Assert.Equal([CallProcess.ImportTrigger], steps);
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_RunAgain_ChangesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var before = await CountAsync(site);

        await YearSites.RunRecipesAsync(site);

        Assert.Equal(before, await CountAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Officer_OfACallThatWasPlannedHere_CannotSendItToItsEnd(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();

        // The system itself may, but not with a call that was planned here.
        var refused = await site.SendAsync(await site.MoveOf(slug, CallProcess.ImportTrigger, 0, null));
        var officer = await site.SignInAsync("officer");
        var desk = await officer.OpenAsync($"/office/calls/{slug}");

        Assert.False(refused.Succeeded);
        Assert.Empty(desk.QuerySelectorAll($"button[value='{CallProcess.ImportTrigger}']"));
        Assert.Equal(CallProcess.Draft, await StateAsync(site, slug));
    }

    [Theory, OnEveryDatabase]
    public async Task Call_OfAYearThatStillRuns_IsNotTakenOver(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = CallSteps.NewSlug();

        var refusal = await site.InUnitAsync(async services =>
        {
            var today = services.GetRequiredService<SiteTime>().Today;
            var design = new CallDesign { Timetable = new CallTimetable { RunsFrom = today.AddDays(-100), RunsUntil = today } };
            return (await services.GetRequiredService<PastYearWriter>().AddCallAsync(slug, new LocalizedText("今年"), design, note: null, CancellationToken.None)).Failure;
        });

        Assert.Equal("year_not_over", refusal?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task AwardedCall_IsFinishedWithItsLastProject(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await AwardedCallAsync(site);
        await site.ProgressAsync();
        Assert.Equal(CallProcess.Awarded, await StateAsync(site, slug));

        await site.InUnitAsync(async services =>
        {
            var projects = services.GetRequiredService<CharityDbContext>().Set<Project>();
            var project = await projects.SingleAsync(project => project.Slug == Project.SlugOf(slug, 7));
            return await services.GetRequiredService<IWorkflowDoor>().FireAsync(ProjectProcess.Table, project, ProjectProcess.Terminate, expectedVersion: null, "试验结束", CancellationToken.None);
        });
        await site.ProgressAsync();

        Assert.Equal(CallProcess.Finished, await StateAsync(site, slug));
    }

    /// <summary>A call whose one submission was awarded, with the project that is under way.</summary>
    private static async Task<string> AwardedCallAsync(CharityApp site)
    {
        var slug = await site.MakeCallAsync();
        await site.InUnitAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var call = await db.Set<Call>().SingleAsync(call => call.Slug == slug);
            var organisation = await db.Set<Project>().Select(project => project.OrganisationId).FirstAsync();
            var today = services.GetRequiredService<SiteTime>().Today;
            db.Add(Project.Award(ProjectSteps.AwardOf(slug, organisation, today, today.AddDays(90)) with { CallId = call.Id }, TimeProvider.System.GetUtcNow()));
            db.Entry(call).Property(c => c.State).CurrentValue = CallProcess.Awarded;
            return true;
        });
        return slug;
    }

    private static async Task<string> StateAsync(CharityApp site, string slug) => (await site.ReadCallAsync(slug)).State;

    private static string[] SumsOf(IHtmlDocument page) => [.. page.QuerySelectorAll("#totals dd").Select(sum => sum.TextContent.Trim())];

    private static Task<(int, int, int, int)> CountAsync(CharityApp site) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return (await db.Set<Call>().CountAsync(), await db.Set<Project>().CountAsync(), await db.Set<WorkflowStep>().CountAsync(), await db.Set<Expense>().CountAsync());
    });
}
