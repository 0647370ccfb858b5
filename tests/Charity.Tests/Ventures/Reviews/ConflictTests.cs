using System.Net;
using AngleSharp.Dom;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Reviews;

/// <summary>Whoever has a conflict of interest sees nothing, anywhere.</summary>
[Collection(nameof(VentureSites))]
public sealed class ConflictTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Declaration_AfterTheAssignment_TakesEverythingFromSightAtOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync();
        var bound = people[0];
        var review = await site.ReviewOfAsync(bound, submission);
        await bound.HandInAsync(review, 95);
        await people[1].HandInAsync(await site.ReviewOfAsync(people[1], submission), 70);
        Assert.Contains("82.50", await RankingAsync(site, call), StringComparison.Ordinal);

        var form = await bound.Visitor.OpenAsync("/review/interests");
        await bound.Visitor.SubmitAsync(form, "main form", ("Organisation", submission.Organisation.Name), ("Kind", "Relative"));
        bound.Visitor.AssertStatus(HttpStatusCode.Found);

        await AssertUnseenAsync(site, bound, review);
        Assert.Equal(ReviewProcess.Recused, (await site.ReviewOfAsync(bound, submission)).State);
        Assert.True(await HasAlertAsync(site, call));

        // Nor does the score count any more, for anybody, or stand in the other's discussion.
        var ranking = await RankingAsync(site, call);
        Assert.Contains("70.00", ranking, StringComparison.Ordinal);
        Assert.DoesNotContain("82.50", ranking, StringComparison.Ordinal);
        var others = await people[1].Visitor.OpenAsync($"/review/{(await site.ReviewOfAsync(people[1], submission)).Id}/discussion");
        Assert.DoesNotContain("95.00", others.Source.Text, StringComparison.Ordinal);

        // A plan never brings the two together again.
        Assert.DoesNotContain((await site.SendAsync(new ShowAssignment(call.Slug))).Value.Submissions.SelectMany(row => row.Reviewers), row => row.Name == bound.User.Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Membership_ThatBeginsAfterTheAssignment_TakesEverythingFromSightAtOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, submission, people) = await site.MakeAssignedAsync();
        var review = await site.ReviewOfAsync(people[0], submission);
        await people[0].Visitor.GetAsync($"/review/{review.Id}");
        people[0].Visitor.AssertStatus(HttpStatusCode.OK);

        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(submission.Organisation.Id, people[0].User.Id, OrganisationRole.Finance, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });

        await AssertUnseenAsync(site, people[0], review);
        await LookAsync(site);
        Assert.Equal(ReviewProcess.Recused, (await site.ReviewOfAsync(people[0], submission)).State);
        Assert.True(await HasAlertAsync(site, call));
        await LookAsync(site);
        Assert.Equal(1, await StepsAsync(site, review.Id, ReviewProcess.Recuse));
    }

    [Theory, OnEveryDatabase]
    public async Task Likeness_FoundBeforeTheAssignment_KeepsAwayUntilTheOfficeRulesItOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeReviewCallAsync(each: 1);
        var submission = await site.MakeSubmissionAsync(call);

        // The team of every test organisation has a 丁戊.
        var namesake = await site.MakeReviewerAsync("丁戊");
        await site.AcceptAsync(call, namesake);
        CallSteps.Demand(await site.SendAsync(new PrepareAssignment(call.Slug)));
        var plan = (await site.SendAsync(new ShowAssignment(call.Slug))).Value;
        Assert.Equal(0, plan.Added);
        Assert.Equal(0, Assert.Single(plan.Submissions).Shortfall!.Allowed);

        var officer = await site.SignInAsync("officer");
        var page = await officer.OpenAsync($"/office/reviewers/{namesake.Id}");
        Assert.Contains("同名", page.Text($"#conflict-{submission.Organisation.Id}"), StringComparison.Ordinal);
        await officer.SubmitAsync(page, $"#conflict-{submission.Organisation.Id} form", ("reason", ""));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await officer.SubmitAsync(page, $"#conflict-{submission.Organisation.Id} form", ("reason", "身份证号不同"));
        officer.AssertStatus(HttpStatusCode.Found);
        await site.AssignAsync(call);
        Assert.Equal(ReviewProcess.Assigned, (await site.ReviewOfAsync(namesake, submission)).State);
        var review = await site.ReviewOfAsync(namesake, submission);
        await namesake.Visitor.GetAsync($"/review/{review.Id}");
        namesake.Visitor.AssertStatus(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Conflict_OfTheSamePerson_CannotBeRuledOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeReviewCallAsync(each: 1);
        var submission = await site.MakeSubmissionAsync(call);
        var reviewer = await site.MakeReviewerAsync();
        var profile = await reviewer.Visitor.OpenAsync("/review/profile");
        await reviewer.Visitor.SubmitAsync(profile, "main form", ("IdentityNumber", OrganisationSteps.Identity));
        reviewer.Visitor.AssertStatus(HttpStatusCode.Found);
        await site.AcceptAsync(call, reviewer);
        CallSteps.Demand(await site.SendAsync(new PrepareAssignment(call.Slug)));

        var conflict = (await site.SendAsync(new ShowReviewer(reviewer.Id))).Value.Conflicts.Single(row => row.Conflict.OrganisationId == submission.Organisation.Id).Conflict;
        Assert.Contains(conflict.Reasons, reason => reason is { Kind: ConflictKind.LegalRepresentative, IsCertain: true });
        Assert.Equal("conflict_certain", (await site.SendAsync(new RuleOutConflict(reviewer.Id, conflict.Id, conflict.Version, "不是"))).Failure!.Code);
        Assert.Equal(0, (await site.SendAsync(new ShowAssignment(call.Slug))).Value.Added);

        // Of the number only the fingerprint was kept.
        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Reviewer>().AsNoTracking().SingleAsync(row => row.Id == reviewer.Id));
        Assert.Equal(64, stored.IdentityFingerprint!.Length);
        Assert.DoesNotContain(OrganisationSteps.Identity, (await reviewer.Visitor.OpenAsync("/review/profile")).Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Declaration_SetAsideByTheOffice_BindsNoLonger(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync("Verified");
        var reviewer = await site.MakeReviewerAsync();
        await reviewer.Visitor.SubmitAsync(await reviewer.Visitor.OpenAsync("/review/interests"), "main form", ("Organisation", organisation.Name), ("Kind", "Board"));
        var found = (await site.SendAsync(new ShowReviewer(reviewer.Id))).Value;
        Assert.Single(found.Conflicts);

        CallSteps.Demand(await site.SendAsync(new SetInterestAside(reviewer.Id, found.Interests[0].Id, "写错了组织")));
        var after = (await site.SendAsync(new ShowReviewer(reviewer.Id))).Value;
        Assert.Empty(after.Conflicts);
        Assert.Equal("写错了组织", Assert.Single(after.Interests).SetAsideReason);
    }

    /// <summary>Not as a page, not in a list, not as a number, not by saving.</summary>
    private static async Task AssertUnseenAsync(CharityApp site, TestReviewer reviewer, Review review)
    {
        foreach (var path in (string[])["", "/hand-in", "/discussion", $"/files/{Guid.NewGuid()}"])
        {
            await reviewer.Visitor.GetAsync($"/review/{review.Id}{path}");
            reviewer.Visitor.AssertStatus(HttpStatusCode.NotFound);
        }

        foreach (var path in (string[])["/review", "/review?done=true"])
        {
            var list = await reviewer.Visitor.OpenAsync(path);
            Assert.Empty(list.QuerySelectorAll("tbody tr"));
            Assert.Contains("暂时没有", list.Text(".lead"), StringComparison.Ordinal);
        }

        var form = await reviewer.Visitor.OpenAsync("/review/interests");
        foreach (var path in (string[])["", "/autosave", "/hand-in", "/discussion"])
        {
            form.QuerySelector("main form")!.SetAttribute("action", $"/review/{review.Id}{path}");
            await reviewer.Visitor.SubmitAsync(form, "main form", ("Text", "x"), ("Revision", "0"));
            reviewer.Visitor.AssertStatus(HttpStatusCode.NotFound);
        }

        await site.SendAsync(new RemindReviewers(await SlugAsync(site, review)));
        Assert.DoesNotContain(await site.MailsToAsync(reviewer.User.Email!), mail => mail.Key.StartsWith("review-reminder:", StringComparison.Ordinal));
    }

    private static Task<string> SlugAsync(CharityApp site, Review review) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Charity.Ventures.Calls.Call>().Where(call => call.Id == review.CallId).Select(call => call.Slug).SingleAsync());

    private static async Task<string> RankingAsync(CharityApp site, TestCall call)
    {
        var officer = await site.SignInAsync("officer");
        return (await officer.OpenAsync($"{call.Office}/ranking")).Source.Text + (await officer.OpenAsync($"{call.Office}/ranking/download?format=csv")).Source.Text.Replace("70,", "70.00,", StringComparison.Ordinal);
    }

    private static Task LookAsync(CharityApp site) => site.InScopeAsync(async services =>
    {
        await new WatchConflicts(services.GetRequiredService<IServiceScopeFactory>()).LookAsync(TestContext.Current.CancellationToken);
        return true;
    });

    private static Task<int> StepsAsync(CharityApp site, Guid id, string trigger) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>().CountAsync(step => step.InstanceId == id && step.Trigger == trigger));

    private static Task<bool> HasAlertAsync(CharityApp site, TestCall call) => site.InScopeAsync(services =>
    {
        var key = ConflictDesk.RecusedAlert(call.Id);
        return services.GetRequiredService<CharityDbContext>().Set<Alert>().AnyAsync(alert => alert.Key == key && alert.ResolvedUtc == null);
    });
}
