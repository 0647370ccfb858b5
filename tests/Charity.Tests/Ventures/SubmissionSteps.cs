using System.Globalization;
using AngleSharp.Html.Dom;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>A submission with its organisation's browser.</summary>
internal sealed record TestSubmission(Guid Id, string CallSlug, TestOrganisation By)
{
    public string Address => $"/workspace/submissions/{Id}";

    public string OfficeAddress => $"/office/submissions/{Id}";

    public Visitor Visitor => By.Visitor;
}

/// <summary>What tests do with submissions, in their words.</summary>
internal static class SubmissionSteps
{
    public static readonly (string Name, string Value)[] Budget =
    [
        ("a.budget.0.0", "activities"), ("a.budget.0.1", "义诊材料"), ("a.budget.0.2", "20 场 × 600 元"), ("a.budget.0.3", "12,000"),
        ("a.budget.1.0", "staff"), ("a.budget.1.1", "社工补贴"), ("a.budget.1.2", "2 人 × 3 月"), ("a.budget.1.3", "5000"), ("a.budget.1.4", "1000"),
    ];

    public static async Task<string> OpenCallAsync(this CharityApp site)
    {
        var slug = await site.MakeCallAsync(announce: true);
        await site.TurnTheClockAsync();
        return slug;
    }

    /// <summary>A draft of a verified organisation, with every part written unless it is to be empty.</summary>
    public static async Task<TestSubmission> WriteSubmissionAsync(this CharityApp site, string? slug = null, TestOrganisation? by = null, string title = "楼道里的守望", bool isEmpty = false)
    {
        slug ??= await site.OpenCallAsync();
        by ??= await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var page = await by.Visitor.OpenAsync($"/calls/{slug}/apply");
        await by.Visitor.SubmitAsync(page, "main form", ("OrganisationId", by.Id.ToString()), ("Title", title));
        var submission = new TestSubmission(Guid.Parse(by.Visitor.Location!.Split('/')[3]), slug, by);
        if (!isEmpty)
        {
            await submission.WritePartAsync(1, ("a.summary", "为独居老人定期上门"), ("a.areas", "meiyuan"), ("a.beneficiaries", "独居老人"), ("a.people", "300"), ("a.sessions", "20"));
            await submission.WritePartAsync(2, ("a.need", "走访 120 户"), ("a.plan", "每周两次"), ("a.schedule.0.0", "三月"), ("a.schedule.0.1", "走访"), ("a.schedule.0.2", "台账"), ("a.outcome", "满意度"));
            await submission.WritePartAsync(3, ("a.team.0.0", "丁戊"), ("a.team.0.1", "负责人"), ("a.team.0.2", "社工师"));
            await submission.WritePartAsync(4, Budget);
        }

        return submission;
    }

    /// <summary>A submission that was handed in.</summary>
    public static async Task<TestSubmission> HandInAsync(this CharityApp site, string? slug = null, TestOrganisation? by = null, string title = "楼道里的守望")
    {
        var submission = await site.WriteSubmissionAsync(slug, by, title);
        await submission.MoveAsync(SubmissionProcess.Submit);
        Assert.Equal(SubmissionProcess.Submitted, (await site.ReadSubmissionAsync(submission.Id)).State);
        return submission;
    }

    public static async Task<IHtmlDocument> WritePartAsync(this TestSubmission submission, int part, params (string Name, string Value)[] values)
    {
        var page = await submission.Visitor.OpenAsync($"{submission.Address}/parts/{part}");
        return await submission.Visitor.SubmitAsync(page, "#part", [.. values, ("next", "overview")]);
    }

    /// <summary>Presses the owner's button.</summary>
    public static async Task<IHtmlDocument> MoveAsync(this TestSubmission submission, string trigger)
    {
        var page = await submission.Visitor.OpenAsync(submission.Address);
        return await submission.Visitor.SubmitAsync(page, $"form:has([name=trigger][value={trigger}])");
    }

    /// <summary>Presses the office's button.</summary>
    public static async Task<IHtmlDocument> ScreenAsync(this TestSubmission submission, Visitor officer, string trigger, string? note = null, DateOnly? by = null)
    {
        var page = await officer.OpenAsync(submission.OfficeAddress);
        return await officer.SubmitAsync(
            page, $"form:has([name=Trigger][value={trigger}])",
            [.. note is null ? [] : (IEnumerable<(string, string)>)[("Note", note)], .. by is { } day ? (IEnumerable<(string, string)>)[("ReviseBy", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))] : []]);
    }

    public static Task<Submission> ReadSubmissionAsync(this CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == id));

    public static Task<List<SubmissionVersion>> VersionsOfAsync(this CharityApp site, Guid id) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<SubmissionVersion>().AsNoTracking().Where(version => version.SubmissionId == id).OrderBy(version => version.SavedUtc).ToListAsync());

    /// <summary>Sends a file to the question about documents.</summary>
    public static async Task UploadAsync(this TestSubmission submission, string name, byte[] content)
    {
        var page = await submission.Visitor.OpenAsync($"{submission.Address}/parts/5");
        var form = (IHtmlFormElement)page.QuerySelector("form[enctype='multipart/form-data']")!;
        using var posted = new MultipartFormDataContent { { new StringContent(form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        posted.Add(new ByteArrayContent(content), "File", name);
        await submission.Visitor.PostAsync(form.GetAttribute("action")!, posted);
    }

    /// <summary>Lets the call's last day end so many minutes ago (negative: still to end); what is being written was begun before.</summary>
    public static async Task CloseAtAsync(this CharityApp site, string slug, int minutesAgo)
    {
        var closes = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-minutesAgo);
        await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var id = await db.Set<Call>().Where(call => call.Slug == slug).Select(call => call.Id).SingleAsync();
            await db.Set<Call>().Where(call => call.Id == id).ExecuteUpdateAsync(call => call.SetProperty(c => c.ClosesUtc, closes));
            return await db.Set<Submission>().Where(submission => submission.CallId == id).ExecuteUpdateAsync(submission => submission.SetProperty(s => s.BegunUtc, closes.AddDays(-1)));
        });
    }

    public static Task TurnSubmissionsClockAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<SubmissionClock>().TurnAsync(CancellationToken.None);
        return true;
    });
}
