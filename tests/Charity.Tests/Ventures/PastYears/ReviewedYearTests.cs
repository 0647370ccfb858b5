using System.Net;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>The demonstration's call that is being decided: 109 submissions, 61 of them defended, 42 on the board, which nobody knows yet.</summary>
[Collection(nameof(YearSites))]
public sealed class ReviewedYearTests(YearSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Call_InDecision_HasItsNumbersAndItsReviews(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.ReadCallAsync(YearSites.Reviewed);

        var (states, numbers, titles, organisations, reviews, decided, published) = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var submissions = await db.Set<Submission>().Where(submission => submission.CallId == call.Id).ToListAsync();
            var selections = await db.Set<Selection>().Include(selection => selection.Rows).Where(selection => selection.CallId == call.Id).ToListAsync();
            return (
                submissions.CountBy(submission => submission.State).ToDictionary(), submissions.Select(submission => submission.Number!.Value).Order().ToList(), submissions.DistinctBy(submission => submission.Title).Count(),
                submissions.CountBy(submission => submission.OrganisationId).Max(count => count.Value), await db.Set<Review>().CountAsync(review => review.CallId == call.Id && review.State == ReviewProcess.Locked),
                selections.Single(selection => selection.Round == SelectionRound.Final), selections.Single(selection => selection.Round == SelectionRound.Written));
        });

        Assert.Equal(CallProcess.Ranking, call.State);
        Assert.Equal((61, 48), (states[SubmissionProcess.Defended], states[SubmissionProcess.Declined]));
        Assert.Equal(Enumerable.Range(1, 109), numbers);
        Assert.Equal((109, 5, 327), (titles, organisations, reviews));
        Assert.Equal((SelectionProcess.Published, SelectionProcess.Draft), (published.State, decided.State));
        Assert.Equal(42, decided.Rows.Count(row => row.Outcome == DecisionOutcome.Choose));
    }

    [Theory, OnEveryDatabase]
    public async Task Board_IsKnownToThoseWhoDecideAndToNobodyElse(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (anybody, applicant, officer) = (site.Visit(), await site.SignInAsync("org1"), await site.SignInAsync("officer"));

        var board = await officer.OpenAsync($"/office/calls/{YearSites.Reviewed}/board");
        var page = await anybody.OpenAsync($"/calls/{YearSites.Reviewed}");
        var mine = await applicant.OpenAsync("/workspace/submissions");

        Assert.Equal(42, board.QuerySelectorAll("option[value='Choose'][selected]").Length);
        Assert.DoesNotContain("42", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#results"));
        Assert.DoesNotContain("公示", mine.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await applicant.GetAsync($"/office/calls/{YearSites.Reviewed}/board");
        applicant.AssertStatus(HttpStatusCode.Forbidden);
        Assert.DoesNotContain(YearSites.Reviewed, (await anybody.OpenAsync("/notices")).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task OpenCall_HasSubmissionsAndLeavesTheWayFreeForOthers(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.ReadCallAsync("venture-next");

        var states = await site.InScopeAsync(async services => await services.GetRequiredService<CharityDbContext>().Set<Submission>()
            .Where(submission => submission.CallId == call.Id).GroupBy(submission => submission.State).ToDictionaryAsync(group => group.Key, group => group.Count()));
        var apply = await (await site.SignInAsync("org1")).OpenAsync("/calls/venture-next/apply");

        Assert.Equal((6, 3), (states[SubmissionProcess.Submitted], states[SubmissionProcess.Draft]));
        Assert.NotNull(apply.QuerySelector("main form"));
    }
}
