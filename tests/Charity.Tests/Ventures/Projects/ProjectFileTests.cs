using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

/// <summary>Files of progress reports and of visits: who adds them, who reads them, and that nobody else finds them.</summary>
[Collection(nameof(VentureSites))]
public sealed class ProjectFileTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task ReportFile_UntilItIsHandedIn_IsTheOrganisationsThenStaysAndTheBureauReadsIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var (owner, officer, stranger) = (project.Organisation.Visitor, await site.SignInAsync("officer"), (await site.MakeOrganisationAsync(OrganisationProcess.Verified)).Visitor);
        var reports = project.Workspace + "/reports";

        await UploadAsync(owner, reports, "form[action$='/reports/1/files']", "签到表.txt");
        await UploadAsync(owner, reports, "form[action$='/reports/1/files']", "误传.txt");
        var files = await FilesAsync(site, project);
        Assert.Equal(["签到表.txt", "误传.txt"], files.Select(file => file.FileName));
        var (kept, wrong) = (files[0].Id, files[1].Id);
        await owner.SubmitAsync(await owner.OpenAsync(reports), $"form[action$='/{wrong}/remove']");
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(owner, $"{reports}/1/files/{kept}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(officer, $"{project.Office}/reports/1/files/{kept}"));
        Assert.DoesNotContain(kept.ToString(), (await officer.OpenAsync(project.Office + "/evaluations")).Source.Text, StringComparison.Ordinal);

        CallSteps.Demand(await site.SendAsync(new HandInReport(project.Slug, 1, "本月进展")));

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(officer, $"{project.Office}/reports/1/files/{kept}"));
        Assert.Contains($"/reports/1/files/{kept}", (await officer.OpenAsync(project.Office + "/evaluations")).Source.Text, StringComparison.Ordinal);
        foreach (var (reader, path) in new[] { (stranger, $"{reports}/1/files/{kept}"), (officer, $"{reports}/1/files/{kept}"), (owner, $"{reports}/2/files/{kept}"), (officer, $"{project.Office}/reports/2/files/{kept}") })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(reader, path));
        }

        foreach (var tie in Enum.GetValues<Tie>())
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(await site.SignInTiedAsync(project.Organisation, tie), $"{project.Office}/reports/1/files/{kept}"));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(stranger, $"{project.Office}/reports/1/files/{kept}"));
        await owner.PostPastThePageAsync($"{reports}/1/files/{kept}/remove");
        owner.AssertStatus(HttpStatusCode.Conflict);
        await owner.PostPastTheUploadAsync(reports, "form[action$='/files']", $"{reports}/1/files", "太晚.txt");
        owner.AssertStatus(HttpStatusCode.Conflict);
        await stranger.PostPastThePageAsync($"{reports}/1/files/{kept}/remove");
        stranger.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal(kept, Assert.Single(await FilesAsync(site, project)).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task VisitFile_IsTheBureausAlone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var officer = await site.SignInAsync("officer");
        await officer.SubmitAsync(await officer.OpenAsync(project.Office + "/visits/new"), "form[data-visit]", ("Summary", "现场查看"), ("VisitorName", "石科员"), ("RepresentativeName", "甲"));
        var visit = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<SiteVisit>().Where(one => services.GetRequiredService<CharityDbContext>().Set<Project>()
            .Any(p => p.Id == one.ProjectId && p.Slug == project.Slug)).Select(one => one.Id).SingleAsync());
        var files = $"{project.Office}/visits/{visit}/files";
        await UploadAsync(officer, files, "form[enctype]", "现场.txt");
        officer.AssertStatus(HttpStatusCode.Found);
        var file = Assert.Single(await site.InScopeAsync(services => services.GetRequiredService<IAttachments>().ListAsync(VisitFiles.Of(visit), CancellationToken.None))).Id;
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(officer, $"{files}/{file}"));
        Assert.Contains($"/visits/{visit}/files", (await officer.OpenAsync(project.Office + "/visits")).Source.Text, StringComparison.Ordinal);

        var owner = project.Organisation.Visitor;
        Assert.DoesNotContain("/files", (await owner.OpenAsync(project.Workspace + "/visits")).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(owner, $"{files}/{file}"));
        var inside = await site.SignInTiedAsync(project.Organisation, Tie.Member);
        var other = await site.StartProjectAsync();
        foreach (var (reader, path) in new[] { (owner, $"{project.Workspace}/visits/{visit}/files/{file}"), (inside, files), (inside, $"{files}/{file}"), (officer, $"{other.Office}/visits/{visit}/files/{file}"), (officer, $"{project.Office}/visits/{Guid.NewGuid()}/files/{file}") })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(reader, path));
        }

        // To whoever declared an interest in it there is nothing either.
        var bound = await site.SignInTiedAsync(project.Organisation, Tie.Interest);
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(bound, files));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(bound, $"{files}/{file}"));
        await bound.PostPastThePageAsync(files);
        bound.AssertStatus(HttpStatusCode.NotFound);
    }

    private static Task<IReadOnlyList<AttachmentInfo>> FilesAsync(CharityApp site, TestProject project) => site.InScopeAsync(async services =>
        await services.GetRequiredService<IAttachments>().ListAsync(ReportFiles.Of((await site.ReadProjectAsync(project.Slug)).Id, 1), CancellationToken.None));

    private static async Task<HttpStatusCode> StatusOfAsync(Visitor visitor, string path)
    {
        await visitor.GetAsync(path);
        return visitor.Status;
    }

    private static async Task UploadAsync(Visitor visitor, string page, string form, string name) => await visitor.PostPastTheUploadAsync(page, form, null, name);
}

/// <summary>Uploads as a browser sends them.</summary>
internal static class UploadSteps
{
    /// <param name="action">Where to, instead of where the form says.</param>
    public static async Task PostPastTheUploadAsync(this Visitor visitor, string page, string form, string? action, string name)
    {
        var element = (await visitor.OpenAsync(page)).QuerySelector(form)!;
        using var content = new MultipartFormDataContent { { new StringContent(element.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        content.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(name)), "File", name);
        await visitor.PostAsync(action ?? element.GetAttribute("action")!, content);
    }
}
