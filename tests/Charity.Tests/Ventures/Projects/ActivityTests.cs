using System.Net;
using System.Net.Http.Headers;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Settings;
using Charity.Tests.Organisations;
using Charity.Tests.Platform.Files;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Activities;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

[Collection(nameof(VentureSites))]
public sealed class ActivityTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Activity_ThatWasHeld_CountsUntilItIsCorrectedOrGivenBack(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var owner = project.Organisation.Visitor;
        var activity = await project.PlanAsync(site);

        await owner.SubmitAsync(await owner.OpenAsync($"{project.Workspace}/activities/{activity}"), "form[action$='/volunteers']", ("name", "水滴石穿"), ("hours", "2.5"));
        await ReportAsync(owner, project, activity, people: 45);
        Assert.Equal(new ProjectFigures(2, 45, 3, 6, 150), (await site.ReadProjectAsync(project.Slug)).Figures);

        await owner.SubmitAsync(await owner.OpenAsync($"{project.Workspace}/activities/{activity}"), "form[action$='/moves']", ("trigger", ActivityProcess.Reopen));
        Assert.Equal(new ProjectFigures(), (await site.ReadProjectAsync(project.Slug)).Figures);
        await ReportAsync(owner, project, activity, people: 40);

        var officer = await site.OfficerWithSecondFactorAsync();
        var page = await officer.OpenAsync($"{project.Office}/activities/{activity}");
        await officer.SubmitAsync(page, "aside form", ("trigger", ActivityProcess.Return), ("reason", " "));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await officer.SubmitAsync(page, "aside form", ("trigger", ActivityProcess.Return), ("reason", "人数与签到不符"));
        Assert.Equal(0, (await site.ReadProjectAsync(project.Slug)).Figures.People);
        Assert.Contains("人数与签到不符", (await owner.OpenAsync($"{project.Workspace}/activities/{activity}")).Body!.TextContent, StringComparison.Ordinal);

        await ReportAsync(owner, project, activity, people: 38);
        await officer.SubmitAsync(await officer.OpenAsync($"{project.Office}/activities/{activity}"), "aside form", ("trigger", ActivityProcess.Confirm));
        Assert.Equal(38, (await site.ReadProjectAsync(project.Slug)).Figures.People);
        Assert.Contains("38 人次", (await site.Visit().GetAsync(project.Page + "?fresh=1")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Activities_ReportedAtOnce_AllCount(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var activities = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            activities.Add(await project.PlanAsync(site));
        }

        await Task.WhenAll(activities.Select(activity => site.SendAsync(new ReportActivity(project.Slug, activity, 0, 1, 10, 1, 2))));

        Assert.Equal(new ProjectFigures(6, 60, 6, 12), (await site.ReadProjectAsync(project.Slug)).Figures);
    }

    [Theory, OnEveryDatabase]
    public async Task Activity_OfSomebodyElse_IsNotThere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (mine, theirs) = (await site.StartProjectAsync(), await site.StartProjectAsync());
        var activity = await theirs.PlanAsync(site);
        var owner = mine.Organisation.Visitor;

        foreach (var path in (string[])[$"{theirs.Workspace}", $"{theirs.Workspace}/activities", $"{theirs.Workspace}/activities/{activity}", $"{mine.Workspace}/activities/{activity}"])
        {
            await owner.GetAsync(path);
            owner.AssertStatus(HttpStatusCode.NotFound);
        }

        var finance = await site.AddMemberAsync(theirs.Organisation.Id, OrganisationRole.Finance);
        await finance.SubmitAsync(await finance.OpenAsync($"{theirs.Workspace}/activities/new"), "form[action$='/new']", ("Title", "财务"), ("Place", "处"), ("From", "10:00"), ("Until", "11:00"));
        finance.AssertStatus(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_OutsideTheProjectsTime_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (running, ahead) = (await site.StartProjectAsync(), await site.AwardAsync());
        var today = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteTime>().Today));
        var plan = new KeepActivity { Slug = running.Slug, Title = "讲座", Place = "活动室", Day = today, From = new TimeOnly(9, 0), Until = new TimeOnly(11, 0) };

        Assert.Equal("day_outside_project", (await site.SendAsync(plan with { Day = today.AddDays(-11) })).Failure!.Code);
        Assert.Equal("day_outside_project", (await site.SendAsync(plan with { Day = today.AddDays(191) })).Failure!.Code);
        Assert.Equal("ends_before_begin", (await site.SendAsync(plan with { Until = new TimeOnly(9, 0) })).Failure!.Fields.Single().Code);
        Assert.Equal("project_not_under_way", (await site.SendAsync(plan with { Slug = ahead.Slug })).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(plan));
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_OfOneDeviceOrPersonTwice_CountsOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var activity = await project.PlanAsync(site, startsIn: TimeSpan.FromMinutes(30));
        var key = (await ReadAsync(site, activity)).SignInKey;

        var phone = site.Visit();
        Assert.Equal(HttpStatusCode.Found, await SignInAsync(phone, key, "小王", "1234"));
        Assert.Equal(HttpStatusCode.Conflict, await SignInAsync(phone, key, "小李", "5678"));
        Assert.Equal(HttpStatusCode.Conflict, await SignInAsync(site.Visit(), key, "小王", "１２３４"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(site.Visit(), key, "小王", "12a4"));
        Assert.Equal(HttpStatusCode.Found, await SignInAsync(site.Visit(), key, "", "1234"));
        Assert.Equal(HttpStatusCode.Found, await SignInAsync(site.Visit(), key, "", "1234"));
        Assert.Equal(3, (await ReadAsync(site, activity)).SignedIn);

        // The name is encrypted where it is kept.
        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database.SqlQueryRaw<string>("SELECT \"Name\" AS \"Value\" FROM \"Ventures_SignIns\"").ToListAsync());
        Assert.All(stored, name => Assert.StartsWith("v1:", name, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_BeforeOrAfterItsTime_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        foreach (var start in (TimeSpan[])[TimeSpan.FromHours(2), TimeSpan.FromHours(-5)])
        {
            var key = (await ReadAsync(site, await project.PlanAsync(site, start))).SignInKey;
            Assert.Equal("sign_in_closed", (await site.SendAsync(new SignInToActivity(key, "d", "", "1234"))).Failure!.Code);
        }

        var visitor = site.Visit();
        await visitor.GetAsync("/a/" + Guid.NewGuid().ToString("N"));
        visitor.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Photo_WithoutConsent_IsNeverPublic(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var owner = project.Organisation.Visitor;
        var activity = await project.PlanAsync(site);
        var page = await owner.OpenAsync($"{project.Workspace}/activities/{activity}");
        await PostFileAsync(owner, page, "form[action$='/photos']", "a.png", ("hasConsent", "true"));
        await PostFileAsync(owner, page, "form[action$='/photos']", "b.png");

        var photos = await site.InScopeAsync(services => services.GetRequiredService<IAttachments>().ListAsync(ActivityDesk.PhotosOf(activity), CancellationToken.None));
        var (consented, hidden) = (photos.Single(photo => photo.Purpose == ActivityDesk.PublicPhoto), photos.Single(photo => photo.Purpose == ActivityDesk.PrivatePhoto));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(site.Visit(), $"{project.Page}/photos/{activity}/{consented.Id}"));
        await ReportAsync(owner, project, activity, people: 5);

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(site.Visit(), $"{project.Page}/photos/{activity}/{consented.Id}"));

        // What stands behind the picture is no part of it (PictureMetadata).
        Assert.Equal(-1, (await site.Visit().Http.GetByteArrayAsync($"{project.Page}/photos/{activity}/{consented.Id}")).AsSpan().IndexOf("a.png"u8));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(site.Visit(), $"{project.Page}/photos/{activity}/{hidden.Id}"));
        var shown = (await site.Visit().GetAsync(project.Page + "?fresh=2")).Source.Text;
        Assert.Contains(consented.Id.ToString(), shown, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Id.ToString(), shown, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Expense_WithItsVoucher_CountsUntilItIsTakenOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var owner = project.Organisation.Visitor;
        var today = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteTime>().Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        var page = await owner.OpenAsync(project.Workspace + "/activities");
        (string, string)[] typed = [("Head", "activity"), ("What", "茶点"), ("Day", today), ("Amount", "１２０.50")];

        await owner.SubmitAsync(page, "form[action$='/expenses']", typed);
        owner.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await PostFileAsync(owner, page, "form[action$='/expenses']", "voucher.png", [.. typed[..3], ("Amount", "零")]);
        Assert.Equal(0, (await site.ReadProjectAsync(project.Slug)).Figures.SpentMinor);
        await PostFileAsync(owner, page, "form[action$='/expenses']", "voucher.png", typed);
        Assert.Equal(120_50, (await site.ReadProjectAsync(project.Slug)).Figures.SpentMinor);

        await owner.SubmitAsync(await owner.OpenAsync(project.Workspace + "/activities"), "form[action$='/removal']");
        Assert.Equal(0, (await site.ReadProjectAsync(project.Slug)).Figures.SpentMinor);
        Assert.Contains("茶点", (await owner.OpenAsync(project.Workspace + "/activities")).QuerySelector("del")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Certificate_OfAVolunteer_IsCheckedByItsCodeWithoutTheName(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var owner = project.Organisation.Visitor;
        var activity = await project.PlanAsync(site);
        await owner.SubmitAsync(await owner.OpenAsync($"{project.Workspace}/activities/{activity}"), "form[action$='/volunteers']", ("name", "水滴石穿"), ("hours", "1.5"));
        var code = (await ReadAsync(site, activity)).Volunteers.Single().Code;
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(site.Visit(), "/volunteering/" + code));
        await ReportAsync(owner, project, activity, people: 5);

        var page = await site.Visit().GetAsync("/volunteering/" + code.ToLowerInvariant());
        Assert.Contains("1.5 小时", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("水滴石穿", page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("水滴石穿", (await owner.GetAsync($"{project.Workspace}/certificates/{code}")).Source.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(site.Visit(), "/volunteering/AAAAAAAAAAAA"));
    }

    internal static Task<Activity> ReadAsync(CharityApp site, Guid id) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Activity>()
        .AsNoTracking().Include(activity => activity.Volunteers).SingleAsync(activity => activity.Id == id));

    private static async Task ReportAsync(Visitor owner, TestProject project, Guid activity, int people)
    {
        await owner.SubmitAsync(
            await owner.OpenAsync($"{project.Workspace}/activities/{activity}"), "form[action$='/report']", ("sessions", "2"), ("people", $"{people}"), ("socialWorkers", "3"), ("volunteers", "6"));
        owner.AssertStatus(HttpStatusCode.Found);
    }

    private static async Task<HttpStatusCode> SignInAsync(Visitor visitor, string key, string name, string digits)
    {
        await visitor.SubmitAsync(await visitor.OpenAsync("/a/" + key), "form[action^='/a/']", ("name", name), ("digits", digits));
        return visitor.Status;
    }

    private static async Task<HttpStatusCode> StatusOfAsync(Visitor visitor, string path) => (await visitor.Http.GetAsync(path)).StatusCode;

    /// <summary>A different picture for each name, so that no two are the same file.</summary>
    private static async Task PostFileAsync(Visitor visitor, AngleSharp.Html.Dom.IHtmlDocument page, string form, string name, params (string Name, string Value)[] values)
    {
        var element = page.QuerySelector(form)!;
        using var content = new MultipartFormDataContent { { new StringContent(element.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        foreach (var (field, value) in values)
        {
            content.Add(new StringContent(value), field);
        }

        var file = new ByteArrayContent([.. SampleFiles.Png, .. System.Text.Encoding.UTF8.GetBytes(name)]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        content.Add(file, "File", name);
        await visitor.Http.PostAsync(element.GetAttribute("action"), content);
    }
}
