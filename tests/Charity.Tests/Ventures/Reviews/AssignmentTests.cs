using System.Net;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures.Decisions;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Reviews;

[Collection(nameof(VentureSites))]
public sealed class AssignmentTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Criteria_SavedByTheForm_KeepWhatScoresMean(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var officer = await site.SignInAsync("officer");
        var form = await officer.OpenAsync($"/office/calls/{slug}/review");
        await officer.SubmitAsync(form, "form[action$='/review']", ("Criteria[1].Anchors[0].Zh", "目标清楚"), ("CommentBelow", "50"), ("AllowsNotApplicable", "true"));
        officer.AssertStatus(HttpStatusCode.Found);

        var review = (await site.ReadCallAsync(slug)).Design.Review;
        Assert.Equal((50, true, 6), (review.CommentBelow, review.AllowsNotApplicable, review.Criteria.Count));
        Assert.Equal((90, "目标清楚"), (Assert.Single(review.Criteria[1].Anchors).Score, review.Criteria[1].Anchors[0].Text.Zh));
        Assert.Equal([90, 75, 60, 40], review.Criteria[0].Anchors.Select(anchor => anchor.Score));
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_Confirmed_AssignsTellsAndMovesTheSubmissions(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeReviewCallAsync(each: 2);
        var submission = await site.MakeSubmissionAsync(call);
        TestReviewer[] people = [await site.MakeReviewerAsync(null, "elderly"), await site.MakeReviewerAsync(), await site.MakeReviewerAsync()];
        await site.AcceptAsync(call, people);
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(await officer.OpenAsync($"{call.Office}/reviews"), "form[action$='/plan']");
        Assert.Equal($"{call.Office}/reviews/plan", officer.Location);
        Assert.Empty(await site.ReviewsAsync(call));
        var plan = await officer.OpenAsync($"{call.Office}/reviews/plan");
        Assert.Contains("已排1份，共可评50份", plan.Text("tbody"), StringComparison.Ordinal);
        await officer.SubmitAsync(plan, "form[action$='/reviews']", ("DueOn", "2020-01-01"));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await officer.SubmitAsync(plan, "form[action$='/reviews']");
        Assert.Equal($"{call.Office}/reviews", officer.Location);

        var reviews = await site.ReviewsAsync(call);
        Assert.Equal(2, reviews.Count);
        Assert.All(reviews, review => Assert.Equal((ReviewProcess.Assigned, submission.Id, submission.Organisation.Id), (review.State, review.SubmissionId, review.OrganisationId)));
        Assert.Equal(SubmissionProcess.UnderReview, await StateAsync(site, submission.Id));
        var chosen = people.First(person => person.Id == reviews[0].ReviewerId);
        var mail = (await site.MailsToAsync(chosen.User.Email!)).Single(mail => mail.Key.StartsWith("reviews-assigned:", StringComparison.Ordinal));
        Assert.DoesNotContain("邻里项目", mail.Subject + mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(submission.Organisation.Name, mail.Subject + mail.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_ConfirmedByTwoAtOnce_IsCarriedOutOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeReviewCallAsync(each: 2);
        await site.MakeSubmissionAsync(call);
        await site.MakeSubmissionAsync(call);
        await site.AcceptAsync(call, await site.MakeReviewerAsync(), await site.MakeReviewerAsync());
        CallSteps.Demand(await site.SendAsync(new PrepareAssignment(call.Slug)));
        var confirmation = await site.ConfirmationAsync(call);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SendAsync(confirmation)));

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Contains(result.Failure!.Code, (string[])["plan_changed", "changed_meanwhile"]));
        Assert.Equal(4, (await site.ReviewsAsync(call)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_ThatAChangeHasOvertaken_IsNotCarriedOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeReviewCallAsync(each: 1);
        await site.MakeSubmissionAsync(call);
        await site.AcceptAsync(call, await site.MakeReviewerAsync());
        CallSteps.Demand(await site.SendAsync(new PrepareAssignment(call.Slug)));
        var confirmation = await site.ConfirmationAsync(call);
        await site.MakeSubmissionAsync(call);

        Assert.Equal("plan_changed", (await site.SendAsync(confirmation)).Failure!.Code);
        Assert.Empty(await site.ReviewsAsync(call));
    }

    [Theory, OnEveryDatabase]
    public async Task Reassignment_KeepsTheHistoryAndFindsSomebodyElse(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);
        CallSteps.Demand(await site.SendAsync(new ReassignReview(call.Slug, review.Id, review.Version, "出差")));
        await people[0].Visitor.GetAsync($"/review/{review.Id}");
        people[0].Visitor.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal(0, (await site.SendAsync(new ShowAssignment(call.Slug))).Value.Added);

        var other = await site.MakeReviewerAsync();
        await site.AcceptAsync(call, other);
        await site.AssignAsync(call);
        Assert.Equal([(people[0].Id, ReviewProcess.Reassigned), (other.Id, ReviewProcess.Assigned)], (await site.ReviewsAsync(call)).Select(row => (row.ReviewerId, row.State)));
        var step = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>().AsNoTracking().SingleAsync(step => step.InstanceId == review.Id));
        Assert.Equal("出差", step.Note);
    }

    [Theory, OnEveryDatabase]
    public async Task Submission_WithdrawnUnderReview_LeavesTheQueue(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);
        await site.FireAsync([submission.Id], SubmissionProcess.Withdraw);

        Assert.Empty((await people[0].Visitor.OpenAsync("/review")).QuerySelectorAll("tbody tr"));
        await people[0].Visitor.GetAsync($"/review/{review.Id}");
        people[0].Visitor.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal("nobody_to_remind", (await site.SendAsync(new RemindReviewers(call.Slug))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Reminder_AskedForTwice_IsSentOnceADay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, _, people) = await site.MakeAssignedAsync(1);

        CallSteps.Demand(await site.SendAsync(new RemindReviewers(call.Slug)));
        Assert.Equal("nobody_to_remind", (await site.SendAsync(new RemindReviewers(call.Slug))).Failure!.Code);
        Assert.Single(await site.MailsToAsync(people[0].User.Email!), mail => mail.Key.StartsWith("review-reminder:", StringComparison.Ordinal));
    }

    private static Task<string> StateAsync(CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().Where(submission => submission.Id == id).Select(submission => submission.State).SingleAsync());
}
