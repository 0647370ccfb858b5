using System.Net;
using AngleSharp.Dom;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Duties;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Reviews;

[Collection(nameof(VentureSites))]
public sealed class ReviewTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Review_OfSomebodyElse_IsNotFoundByItsAddress(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync();
        var review = await site.ReviewOfAsync(people[0], submission);
        var worker = await site.SignInAsync("worker");
        foreach (var other in (Visitor[])[people[1].Visitor, submission.Organisation.Visitor, worker])
        {
            foreach (var path in (string[])["", "/hand-in", "/discussion"])
            {
                await other.GetAsync($"/review/{review.Id}{path}");
                other.AssertStatus(HttpStatusCode.NotFound);
            }
        }

        foreach (var path in (string[])["/reviewers", "/reviews", "/reviews/plan", "/ranking", "/ranking/download"])
        {
            await worker.GetAsync($"{call.Office}{path}");
            worker.AssertStatus(HttpStatusCode.Forbidden);
        }

        await people[0].Visitor.GetAsync($"/review/{review.Id}");
        people[0].Visitor.AssertStatus(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_OfAReview_ShowsAmountsAsMoneyAndOtherWordsAsTheyAre(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);

        var page = await people[0].Visitor.OpenAsync($"/review/{review.Id}");

        Assert.Equal(["¥12,000.00", "", "约三千", "¥2,000.50"], page.QuerySelectorAll("td.num").Select(cell => cell.TextContent.Replace("￥", "¥", StringComparison.Ordinal)));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_OfABlindReview_TellsNothingOfTheApplicant(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        foreach (var isBlind in (bool[])[true, false])
        {
            var (_, submission, people) = await site.MakeAssignedAsync(1, isBlind);
            var review = await site.ReviewOfAsync(people[0], submission);
            await people[0].HandInAsync(review, 80);
            var pages = string.Empty;
            foreach (var path in (string[])[$"/review/{review.Id}", $"/review/{review.Id}/hand-in", $"/review/{review.Id}/discussion", "/review", "/review?done=true"])
            {
                pages += (await people[0].Visitor.OpenAsync(path)).Source.Text;
            }

            Assert.Contains("走访了一百户", System.Net.WebUtility.HtmlDecode(pages), StringComparison.Ordinal);
            foreach (var telling in (string[])[submission.Organisation.Name, submission.Organisation.CreditCode, "证明.txt", "团队里的人", "我们做过三年"])
            {
                var isTold = System.Net.WebUtility.HtmlDecode(pages).Contains(telling, StringComparison.OrdinalIgnoreCase);
                Assert.True(isTold == (!isBlind && telling != submission.Organisation.CreditCode), $"blind: {isBlind}, {telling}");
            }

            var file = await FileAsync(site, submission);
            await people[0].Visitor.GetAsync($"/review/{review.Id}/files/{file}");
            people[0].Visitor.AssertStatus(isBlind ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_OfAnIncompleteReview_SaysWhatIsMissing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);

        async Task<string[]> MissingAsync() => [.. (await people[0].Visitor.OpenAsync($"/review/{review.Id}/hand-in")).QuerySelectorAll("[data-code]").Select(item => item.GetAttribute("data-code")!).Distinct()];
        Assert.Equal(["score_missing"], await MissingAsync());
        foreach (var (score, comment, missing) in (IEnumerable<(int, string, string[])>)[(59, "", ["comment_missing"]), (60, "", []), (90, "", []), (91, "", ["comment_missing"]), (91, "\u200b", ["comment_missing"]), (91, "很好", [])])
        {
            await people[0].ScoreAsync(review, score, comment);
            Assert.Equal(missing, await MissingAsync());
        }

        await people[0].ScoreAsync(review, 59, "");
        var page = await people[0].Visitor.OpenAsync($"/review/{review.Id}/hand-in");
        await people[0].Visitor.SubmitAsync(page, "main form");
        people[0].Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        var typed = await people[0].Visitor.OpenAsync($"/review/{review.Id}");
        await people[0].Visitor.SubmitAsync(typed, "form[data-autosave]", ("Marks[0].Score", "101"));
        people[0].Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(ReviewProcess.Draft, (await site.ReviewOfAsync(people[0], submission)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Review_HandedIn_StaysAsItIsUntilTheOfficeOpensIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);
        await people[0].ScoreAsync(review, 80);
        var form = await people[0].Visitor.OpenAsync($"/review/{review.Id}");
        var look = await people[0].Visitor.OpenAsync($"/review/{review.Id}/hand-in");
        await people[0].Visitor.SubmitAsync(look, "main form");

        await people[0].Visitor.SubmitAsync(form, "form[data-autosave]", ("Marks[0].Score", "99"));
        people[0].Visitor.AssertStatus(HttpStatusCode.Conflict);
        form.QuerySelector("form[data-autosave]")!.SetAttribute("action", $"/review/{review.Id}/autosave");
        await people[0].Visitor.SubmitAsync(form, "form[data-autosave]", ("Marks[0].Score", "99"));
        people[0].Visitor.AssertStatus(HttpStatusCode.Conflict);
        await people[0].Visitor.SubmitAsync(look, "main form");
        people[0].Visitor.AssertStatus(HttpStatusCode.Conflict);
        var locked = await site.ReviewOfAsync(people[0], submission);
        Assert.Equal((ReviewProcess.Locked, 80), (locked.State, locked.Marks[0].Score));

        // Who scored neither signs nor evaluates nor pays later on.
        var duties = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<DutyRecord>().Where(record => record.SubjectId == submission.Id).Select(record => record.Duty).ToListAsync());
        Assert.Equal([Duty.Score], duties);

        Assert.Equal(["reason_missing"], (await site.SendAsync(new UnlockReview(call.Slug, review.Id, locked.Version, " "))).Failure!.Fields.Select(field => field.Code));
        var officer = await site.SignInAsync("officer");
        await officer.SubmitAsync(await officer.OpenAsync($"{call.Office}/reviews"), $"form[action$='{review.Id}/unlock']", ("reason", "专家来电说明录错一项"));
        officer.AssertStatus(HttpStatusCode.Found);
        var step = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>().AsNoTracking().SingleAsync(step => step.InstanceId == review.Id && step.Trigger == ReviewProcess.Unlock));
        Assert.Equal(("专家来电说明录错一项", "石敬文"), (step.Note, step.ActorName));
        await people[0].HandInAsync(review, 85);
        Assert.Equal(85, (await site.ReviewOfAsync(people[0], submission)).Marks[0].Score);
    }

    [Theory, OnEveryDatabase]
    public async Task Office_OfAnApplicant_NeitherChoosesReviewersNorSeesTheRanking(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, _) = await site.MakeAssignedAsync(1);
        var user = await site.OpenAccountAsync("申报方的科员", ["Officer"]);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(submission.Organisation.Id, user.Id, OrganisationRole.Editor, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var officer = await site.SignInAsync(user);

        foreach (var path in (string[])["reviews", "ranking"])
        {
            var page = await officer.GetAsync($"{call.Office}/{path}");
            officer.AssertStatus(HttpStatusCode.Forbidden);
            Assert.DoesNotContain("邻里项目", page.Source.Text, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Review_SavedInTwoWindows_LosesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);
        var older = await people[0].Visitor.OpenAsync($"/review/{review.Id}");
        var newer = await people[0].Visitor.OpenAsync($"/review/{review.Id}");
        newer.QuerySelector("form[data-autosave]")!.SetAttribute("action", $"/review/{review.Id}/autosave");
        var answer = await people[0].Visitor.SubmitAsync(newer, "form[data-autosave]", ("Marks[0].Score", "77"));
        Assert.Contains("\"revision\":1", answer.Source.Text, StringComparison.Ordinal);

        var conflict = await people[0].Visitor.SubmitAsync(older, "form[data-autosave]", ("Marks[0].Score", "66"));
        people[0].Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal("66", conflict.QuerySelector("#Marks_0__Score")!.GetAttribute("value"));
        Assert.Equal(77, (await site.ReviewOfAsync(people[0], submission)).Marks[0].Score);
        await people[0].Visitor.SubmitAsync(conflict, "form[data-autosave]");
        Assert.Equal(66, (await site.ReviewOfAsync(people[0], submission)).Marks[0].Score);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_WithNext_GoesOnByTheDay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, _, people) = await site.MakeAssignedAsync(1, submissions: 3);
        var queue = (await people[0].Visitor.OpenAsync("/review")).QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(3, queue.Count);

        var seen = new List<string>();
        var page = queue[0];
        for (var i = 0; i < 3; i++)
        {
            seen.Add(page);
            await people[0].Visitor.SubmitAsync(await people[0].Visitor.OpenAsync(page), "form[data-autosave]", ("then", "next"));
            page = people[0].Visitor.Location!;
        }

        Assert.Equal(queue, seen);
        Assert.Equal(queue[0], page);
    }

    [Theory, OnEveryDatabase]
    public async Task Discussion_BeforeOnesOwnReviewIsIn_IsNotThere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        foreach (var isBlind in (bool[])[true, false])
        {
            var (_, submission, people) = await site.MakeAssignedAsync(2, isBlind);
            var (mine, theirs) = (await site.ReviewOfAsync(people[0], submission), await site.ReviewOfAsync(people[1], submission));
            await people[1].HandInAsync(theirs, 73);
            await people[0].ScoreAsync(mine, 81);
            await people[0].Visitor.GetAsync($"/review/{mine.Id}/discussion");
            people[0].Visitor.AssertStatus(HttpStatusCode.NotFound);
            Assert.DoesNotContain("73", (await people[0].Visitor.OpenAsync($"/review/{mine.Id}")).Text("aside"), StringComparison.Ordinal);

            await people[0].Visitor.SubmitAsync(await people[0].Visitor.OpenAsync($"/review/{mine.Id}/hand-in"), "main form");
            var talk = await people[0].Visitor.OpenAsync($"/review/{mine.Id}/discussion");
            Assert.Contains("73.00", talk.Text("tfoot"), StringComparison.Ordinal);
            await people[0].Visitor.SubmitAsync(talk, "main form", ("Text", "预算偏高<b>"));
            people[0].Visitor.AssertStatus(HttpStatusCode.Found);
            var read = await people[1].Visitor.OpenAsync($"/review/{theirs.Id}/discussion");
            Assert.Contains("预算偏高<b>", read.Text(".timeline"), StringComparison.Ordinal);
            Assert.Equal(!isBlind, read.Source.Text.Contains(people[0].User.Name, StringComparison.Ordinal) || System.Net.WebUtility.HtmlDecode(read.Source.Text).Contains(people[0].User.Name, StringComparison.Ordinal));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Mirror_OnlyOnceAllIsHandedIn_SaysHowOneScored(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, _, people) = await site.MakeAssignedAsync(2, submissions: 3);
        var reviews = await site.ReviewsAsync(call);
        foreach (var review in reviews.Where(review => review.ReviewerId == people[1].Id))
        {
            await people[1].HandInAsync(review, 70);
        }

        foreach (var review in reviews.Where(review => review.ReviewerId == people[0].Id))
        {
            Assert.DoesNotContain("比较", (await people[0].Visitor.OpenAsync("/review?done=true")).Text("h2"), StringComparison.Ordinal);
            await people[0].HandInAsync(review, 84);
        }

        Assert.Contains("14.0", (await people[0].Visitor.OpenAsync("/review?done=true")).Text(".card"), StringComparison.Ordinal);
        Assert.Contains("低14.0分", (await people[1].Visitor.OpenAsync("/review?done=true")).Text(".card").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // Now the office ends the review of what is complete.
        CallSteps.Demand(await site.SendAsync(new EndReviews(call.Slug)));
        Assert.Equal(3, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().CountAsync(row => row.CallId == call.Id && row.State == SubmissionProcess.Scored)));
        Assert.Equal("not_under_review", (await site.SendAsync(new UnlockReview(call.Slug, reviews[0].Id, (await site.ReviewsAsync(call))[0].Version, "晚了"))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Score_OfASubmissionWhoseReviewsAreNotAllIn_IsRefusedByTheTable(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync(2);
        Assert.Equal("reviews_missing", await ScoreAsync(site, submission));
        await people[0].HandInAsync(await site.ReviewOfAsync(people[0], submission), 70);
        Assert.Equal("reviews_missing", await ScoreAsync(site, submission));
        Assert.Equal("no_review_complete", (await site.SendAsync(new EndReviews(call.Slug))).Failure!.Code);

        await people[1].HandInAsync(await site.ReviewOfAsync(people[1], submission), 80);
        Assert.Null(await ScoreAsync(site, submission));
    }

    private static Task<string?> ScoreAsync(CharityApp site, TestSubmission submission) => site.InUnitAsync(async services => (await services.GetRequiredService<IWorkflowDoor>().FireAsync(
        SubmissionProcess.Table, await services.GetRequiredService<CharityDbContext>().Set<Submission>().SingleAsync(row => row.Id == submission.Id), SubmissionProcess.Score, null, null, CancellationToken.None)).Failure?.Code);

    private static Task<Guid> FileAsync(CharityApp site, TestSubmission submission) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<Charity.Platform.Files.IAttachments>().ListAsync(new("submission", submission.Id), CancellationToken.None)).Single().Id);
}
