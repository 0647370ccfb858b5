using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Office;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Reviews;

internal sealed record TestReviewer(Guid Id, User User, Visitor Visitor);

/// <summary>A call whose submissions can be reviewed.</summary>
internal sealed record TestCall(string Slug, Guid Id)
{
    public string Office => $"/office/calls/{Slug}";
}

internal sealed record TestSubmission(Guid Id, TestOrganisation Organisation);

/// <summary>What tests do with reviews, in their words.</summary>
internal static class ReviewSteps
{
    public static async Task<TestReviewer> MakeReviewerAsync(this CharityApp site, string? name = null, params string[] expertise)
    {
        var user = await site.OpenAccountAsync(name ?? $"专家{Guid.NewGuid():N}"[..8], ["Reviewer"]);
        var id = await site.InUnitAsync(services =>
        {
            var reviewer = Reviewer.Join(user.Id, user.Name, TimeProvider.System.GetUtcNow());
            reviewer.Describe(new ReviewerFacts("外地大学", "教授", expertise.Length == 0 ? ["community"] : expertise, [], 20, string.Empty));
            services.GetRequiredService<CharityDbContext>().Add(reviewer);
            return Task.FromResult(reviewer.Id);
        });
        return new TestReviewer(id, user, await site.SignInAsync(user));
    }

    public static async Task<TestCall> MakeReviewCallAsync(this CharityApp site, int each = 2, bool isBlind = true, bool allowsNotApplicable = false)
    {
        var slug = await site.MakeCallAsync();
        CallSteps.Demand(await site.SendAsync(EditCallReview.Of(await site.ReadCallAsync(slug)) with { ReviewersEach = each, IsBlind = isBlind, AllowsNotApplicable = allowsNotApplicable }));
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "announce", 0, null)));
        return new TestCall(slug, (await site.ReadCallAsync(slug)).Id);
    }

    /// <summary>A submission that was admitted, with answers to a few questions and a file.</summary>
    public static async Task<TestSubmission> MakeSubmissionAsync(this CharityApp site, TestCall call, TestOrganisation? organisation = null, string title = "邻里项目")
    {
        organisation ??= await site.MakeOrganisationAsync("Verified");
        var id = await site.InUnitAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var submission = Submission.Begin(call.Id, 1, organisation.Id, title, new Writer(organisation.Owner.Id, organisation.Owner.Name), TimeProvider.System.GetUtcNow());
            submission.Save(title, Answers(organisation), 1_000_000, new Writer(organisation.Owner.Id, organisation.Owner.Name), TimeProvider.System.GetUtcNow());
            submission.HandIn(1 + await db.Set<Submission>().CountAsync(other => other.CallId == call.Id), null, EligibilityReport.None, TimeProvider.System.GetUtcNow());
            db.Add(submission);
            foreach (var trigger in (string[])[SubmissionProcess.Submit, SubmissionProcess.Pass])
            {
                CallSteps.Demand(await services.GetRequiredService<IWorkflowDoor>().FireAsync(SubmissionProcess.Table.WithoutGuards(), submission, trigger, null, null, TestContext.Current.CancellationToken));
            }

            return submission.Id;
        });
        var stored = await site.InScopeAsync(services => services.GetRequiredService<IAttachments>().StoreAsync(
            new AttachmentUpload(new AttachmentOwner("submission", id), "documents", $"{organisation.Name}的证明.txt", new MemoryStream("同意落地"u8.ToArray())), TestContext.Current.CancellationToken));
        await site.InUnitAsync(async services =>
        {
            var submission = await services.GetRequiredService<CharityDbContext>().Set<Submission>().SingleAsync(submission => submission.Id == id);
            submission.ListFiles("documents", [stored.Value.Id], new Writer(organisation.Owner.Id, organisation.Owner.Name), TimeProvider.System.GetUtcNow());
            return true;
        });
        return new TestSubmission(id, organisation);
    }

    /// <summary>The reviewers are asked and accept.</summary>
    public static async Task AcceptAsync(this CharityApp site, TestCall call, params TestReviewer[] reviewers)
    {
        CallSteps.Demand(await site.SendAsync(new InviteToCall { Slug = call.Slug, Reviewers = [.. reviewers.Select(reviewer => reviewer.Id)] }));
        foreach (var reviewer in reviewers)
        {
            var page = await reviewer.Visitor.OpenAsync("/review");
            await reviewer.Visitor.SubmitAsync(page, $"form[action='/review/calls/{call.Slug}']", ("Capacity", "50"), ("Accepts", "true"));
            Assert.Equal("/review", reviewer.Visitor.Location);
        }
    }

    /// <summary>Plans and confirms at once.</summary>
    public static async Task AssignAsync(this CharityApp site, TestCall call)
    {
        CallSteps.Demand(await site.SendAsync(new PrepareAssignment(call.Slug)));
        CallSteps.Demand(await site.SendAsync(await site.ConfirmationAsync(call)));
    }

    public static async Task<ConfirmAssignment> ConfirmationAsync(this CharityApp site, TestCall call)
    {
        var plan = (await site.SendAsync(new ShowAssignment(call.Slug))).Value;
        return new ConfirmAssignment { Slug = call.Slug, Stamp = plan.Stamp, DueOn = plan.DueOn };
    }

    public static Task<List<Review>> ReviewsAsync(this CharityApp site, TestCall call) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Review>()
        .AsNoTracking().Where(review => review.CallId == call.Id).OrderBy(review => review.Id).ToListAsync());

    public static async Task<Review> ReviewOfAsync(this CharityApp site, TestReviewer reviewer, TestSubmission submission) =>
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Review>().AsNoTracking().SingleAsync(review => review.ReviewerId == reviewer.Id && review.SubmissionId == submission.Id));

    /// <summary>Gives every criterion the score and saves.</summary>
    public static async Task ScoreAsync(this TestReviewer reviewer, Review review, int score, string comment = "有依据")
    {
        var page = await reviewer.Visitor.OpenAsync($"/review/{review.Id}");
        var values = Enumerable.Range(0, 6).SelectMany(i => new[] { ($"Marks[{i}].Score", score.ToString(System.Globalization.CultureInfo.InvariantCulture)), ($"Marks[{i}].Comment", comment) }).ToArray();
        await reviewer.Visitor.SubmitAsync(page, $"form[action='/review/{review.Id}']", [.. values, ("then", "look")]);
        Assert.Equal($"/review/{review.Id}/hand-in", reviewer.Visitor.Location);
    }

    /// <summary>Scores, looks once more and hands in.</summary>
    public static async Task HandInAsync(this TestReviewer reviewer, Review review, int score)
    {
        await reviewer.ScoreAsync(review, score);
        await reviewer.Visitor.SubmitAsync(await reviewer.Visitor.OpenAsync($"/review/{review.Id}/hand-in"), "main form");
        Assert.Equal($"/review/{review.Id}/discussion", reviewer.Visitor.Location);
    }

    /// <summary>A call with one submission assigned to so many reviewers.</summary>
    public static async Task<(TestCall Call, TestSubmission Submission, TestReviewer[] Reviewers)> MakeAssignedAsync(this CharityApp site, int reviewers = 2, bool isBlind = true, int submissions = 1)
    {
        var call = await site.MakeReviewCallAsync(reviewers, isBlind);
        TestSubmission? first = null;
        for (var i = 0; i < submissions; i++)
        {
            var made = await site.MakeSubmissionAsync(call, title: $"邻里项目{i}");
            first ??= made;
        }

        var people = new List<TestReviewer>();
        for (var i = 0; i < reviewers; i++)
        {
            people.Add(await site.MakeReviewerAsync());
        }

        await site.AcceptAsync(call, [.. people]);
        await site.AssignAsync(call);
        return (call, first!, [.. people]);
    }

    private static FormAnswers Answers(TestOrganisation organisation) => FormAnswers.Of(
    [
        new("summary", [[$"由{organisation.Name}实施的公开简介"]]),
        new("need", [["走访了一百户"]]),
        new("team", [["团队里的人", "负责人", "社工师"]]),
        new("experience", [["我们做过三年"]]),
        new("budget", [["activities", "茶话会", "每月两场", "12000", ""], ["staff", "社工补贴", "面议", "约三千", "2000.5"]]),
    ]);
}
