using System.Net;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Projects;
using Charity.Tests.Ventures.Reviews;
using Charity.Ventures.Calls;
using Charity.Ventures.Needs;
using Charity.Ventures.Office;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>The office's first page says what is late, and nothing that is not.</summary>
[Collection(nameof(VentureSites))]
public sealed class LateWorkTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Office_ASubmissionNobodyChecked_IsLateAfterTenDaysAndItsAnswerAfterThePromisedDay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var place = $"/office/calls/{submission.CallSlug}/";

        Assert.DoesNotContain(await LateAsync(site, days: 9), item => item.Url.StartsWith(place, StringComparison.Ordinal));
        var check = Assert.Single(await LateAsync(site, days: 12), item => item.Url.StartsWith(place, StringComparison.Ordinal));
        Assert.Equal(("Submissions to be checked", 1), (check.What, check.Count));
        var promised = (await site.ReadSubmissionAsync(submission.Id)).AnswerOn!.Value;
        var much = await LateAsync(site, days: promised.DayNumber - DateOnly.FromDateTime(DateTime.UtcNow).DayNumber + 2);
        Assert.Contains(much, item => item.Url == place + "submissions" && item is { What: "Answers promised to applicants", Count: 1 } && item.Since == promised);
    }

    [Theory, OnEveryDatabaseWithEachTie]
    public async Task Office_WhatIsLateOfTheirOrganisation_IsNotToldToWhoeverIsTiedToIt(DatabaseKind database, Tie tie)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().Where(one => one.Id == submission.Id)
            .ExecuteUpdateAsync(one => one.SetProperty(s => s.StateDueUtc, DateTime.UtcNow.AddDays(-3)).SetProperty(s => s.AnswerOn, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3))));
        var late = $"[aria-labelledby=late] a[href^='/office/calls/{submission.CallSlug}/']";

        Assert.Equal(2, (await (await site.SignInAsync("officer")).OpenAsync("/office/calls")).QuerySelectorAll(late).Length);
        Assert.Empty((await (await site.SignInTiedAsync(submission.By, tie)).OpenAsync("/office/calls")).QuerySelectorAll(late));
    }

    [Fact]
    public void Count_BeyondTheMostThatIsCounted_SaysSo() => Assert.Equal(["0", "1,000", "1,000+"], ((int[])[0, 1_000, 1_001]).Select(SubmissionWords.Count));

    [Theory, OnEveryDatabase]
    public async Task Office_QuestionsReviewsNeedsAndAgreements_AreLateAfterTheirDays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        CallSteps.Demand(await site.SendAsync(new AskQuestion { Slug = slug, Question = "可以联合申报吗？" }));
        var (call, _, _) = await site.MakeAssignedAsync();
        await site.MakeNeedAsync(NeedProcess.Submitted);
        var project = await site.AwardAsync();

        var now = await LateAsync(site, days: 1);
        Assert.DoesNotContain(now, item => item.Url.StartsWith($"/office/calls/{slug}/", StringComparison.Ordinal) || item.Url.StartsWith(project.Office, StringComparison.Ordinal) || item.Url == $"/office/calls/{call.Slug}/reviews");
        var late = await LateAsync(site, days: 60);
        Assert.Contains(late, item => item.Url == $"/office/calls/{slug}/questions" && item is { What: "Questions to be answered", Count: 1 });
        Assert.Contains(late, item => item.Url == $"/office/calls/{call.Slug}/reviews" && item is { What: "Reviews to be handed in", Count: 2 });
        Assert.Contains(late, item => item.Url == "/office/needs" && item.Count >= 1);
        Assert.Contains(late, item => item.Url == $"{project.Office}/agreement" && item.What == "Agreement to be signed");
        Assert.Equal(late.Select(item => item.Since).Order(), late.Select(item => item.Since));
    }

    [Theory, OnEveryDatabase]
    public async Task Office_AProgressReportThatIsMissing_IsLateAndNotAnymoreOnceItIsIn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync(startsIn: -40);

        var late = Assert.Single(await LateAsync(site, days: 0), item => item.Url == $"{project.Office}/evaluations");
        Assert.Equal(("Progress reports of the organisation", 1), (late.What, late.Count));
        await project.Organisation.Visitor.SubmitAsync(await project.Organisation.Visitor.OpenAsync($"{project.Workspace}/reports"), "form[action$='/reports/1']", ("text", "已开展三场活动，服务一百人次，下月继续。"));
        Assert.DoesNotContain(await LateAsync(site, days: 0), item => item.Url == $"{project.Office}/evaluations");
    }

    [Theory, OnEveryDatabase]
    public async Task Office_Page_ShowsWhereTheSubmissionsStandToOfficersAlone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        await site.WriteSubmissionAsync(submission.CallSlug);

        var officer = await site.SignInAsync("officer");
        var page = await officer.OpenAsync("/office/calls");
        Assert.Equal("1", page.QuerySelector($"a[href='/office/calls/{submission.CallSlug}/submissions?state=Submitted']")?.TextContent);
        Assert.Null(page.QuerySelector($"a[href='/office/calls/{submission.CallSlug}/submissions?state=Draft']"));
        var resident = await site.SignInAsync("resident");
        await resident.GetAsync("/office/calls");
        Assert.NotEqual(HttpStatusCode.OK, resident.Status);
    }

    private static async Task<IReadOnlyList<LateItem>> LateAsync(CharityApp site, int days)
    {
        using var _ = SiteClock.At(TimeProvider.System.GetUtcNow().AddDays(days));
        return (await site.SendAsync(new ShowOffice())).Value.Late;
    }
}
