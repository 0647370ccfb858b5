using System.Text.Encodings.Web;
using System.Text.Json;
using Charity.Organisations.Dossiers;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures.Projects;
using Charity.Tests.Ventures.Reviews;
using Charity.Users.Accounts;
using Charity.Users.Contracts;
using Charity.Ventures.Agreements;
using Charity.Ventures.Decisions;
using Charity.Ventures.Defences;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Privacy;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>What the site knows of people who take part in calls is theirs to have and to have forgotten; what others rely on stays, and they are told why.</summary>
[Collection(nameof(VentureSites))]
public sealed class PersonalDataTests(SharedSites sites)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory, OnEveryDatabase]
    public async Task Reviewer_Erased_IsForgottenAndTheirScoresStay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (_, submission, people) = await site.MakeAssignedAsync(1);
        var review = await site.ReviewOfAsync(people[0], submission);
        await people[0].HandInAsync(review, 80);
        await people[0].Visitor.SubmitAsync(await people[0].Visitor.OpenAsync("/review/interests"), "main form", ("Organisation", "外地某协会"), ("Kind", "Board"), ("Note", "任理事"));

        var exported = await ExportAsync<ReviewerData>(site, people[0].User);
        Assert.Contains(people[0].User.Name, exported, StringComparison.Ordinal);
        Assert.Contains("外地某协会", exported, StringComparison.Ordinal);
        Assert.Contains("有依据", exported, StringComparison.Ordinal);
        Assert.Single(await EraseAsync<ReviewerData>(site, people[0].User));

        var erased = await ReadAsync(site, db => db.Set<Reviewer>().AsNoTracking().SingleAsync(reviewer => reviewer.Id == people[0].Id));
        Assert.Equal((string.Empty, string.Empty, true), (erased.Name, erased.Employer, erased.IsResting));
        Assert.Empty(await ReadAsync(site, db => db.Set<ReviewerInterest>().Where(interest => interest.ReviewerId == people[0].Id).ToListAsync()));
        Assert.Equal(ReviewProcess.Locked, (await site.ReviewOfAsync(people[0], submission)).State);
        Assert.DoesNotContain("外地某协会", await ExportAsync<ReviewerData>(site, people[0].User), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Writer_Erased_LeavesTheWordsWithoutTheName(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync(title: "留下的项目");
        var other = await site.HandInAsync();

        Assert.Contains("留下的项目", await ExportAsync<SubmissionData>(site, submission.By.Owner), StringComparison.Ordinal);
        Assert.Single(await EraseAsync<SubmissionData>(site, submission.By.Owner));

        Assert.Equal("为独居老人定期上门", (await SubmissionOfAsync(site, submission.Id)).Answers.TextOf("summary"));
        Assert.Empty((await SubmissionOfAsync(site, submission.Id)).SavedByName);
        Assert.All(await site.VersionsOfAsync(submission.Id), version => Assert.Empty(version.SavedByName));
        Assert.NotEmpty((await SubmissionOfAsync(site, other.Id)).SavedByName);
        Assert.Empty(await EraseAsync<SubmissionData>(site, await site.OpenAccountAsync("旁人")));
    }

    [Theory, OnEveryDatabase]
    public async Task Signer_Erased_StaysUnderWhatTheySignedAndIsToldWhy(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        var officer = await site.OpenAccountAsync("签署科员", ["Officer"]);
        var browser = await site.OfficerWithSecondFactorAsync(officer);
        await project.OfferAsync(browser);
        await project.SignAsync();
        await project.CountersignAsync(browser);
        await SignMinutesAsync(site, officer);

        var exported = await ExportAsync<SignatureData>(site, officer);
        Assert.Contains(project.Slug, exported, StringComparison.Ordinal);
        Assert.Contains("\"Minutes\":[{", exported, StringComparison.Ordinal);
        Assert.DoesNotContain(project.Organisation.Owner.Name, exported, StringComparison.Ordinal);
        Assert.Contains(project.Slug, await ExportAsync<SignatureData>(site, project.Organisation.Owner), StringComparison.Ordinal);
        Assert.Contains("prove nothing", Assert.Single(await EraseAsync<SignatureData>(site, officer)), StringComparison.Ordinal);

        var agreement = await ReadAsync(site, db => db.Set<Agreement>().AsNoTracking().SingleAsync(row => db.Set<Project>().Any(p => p.Id == row.ProjectId && p.Slug == project.Slug)));
        Assert.Equal("签署科员", agreement.Bureau!.Name);
        Assert.Equal("null", await ExportAsync<SignatureData>(site, await site.OpenAccountAsync("旁人")));
    }

    [Theory, OnEveryDatabase]
    public async Task Expert_Erased_LeavesTheMarksWithoutTheName(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartProjectAsync();
        var expert = await site.OpenAccountAsync("被遗忘的专家");
        var call = await site.ReadCallAsync(await site.MakeCallAsync(announce: true));
        var (dayId, assessmentId) = await site.InUnitAsync(async services =>
        {
            var (db, now) = (services.GetRequiredService<CharityDbContext>(), TimeProvider.System.GetUtcNow());
            var evaluation = Evaluation.Ask((await db.Set<Project>().SingleAsync(p => p.Slug == project.Slug)).Id, EvaluationKind.Final, new EvaluationRules(), new DateOnly(2026, 3, 1), now);
            var assessment = Assessment.Of(evaluation, expert.Id, expert.Name, now);
            assessment.HandIn([new CriterionMark("effect", 25)], "成效明显", now.UtcDateTime);
            evaluation.Invite(assessment);
            var day = DefenceDay.Plan(call.Id, new DayPlan(new DateOnly(2026, 3, 1), now.UtcDateTime, 20, 0, 0, "会议室", null, DefenceOrder.ByNumber), [], [(expert.Id, expert.Name)], now, seed: 1);
            db.AddRange(evaluation, day);
            return (day.Id, assessment.Id);
        });

        var exported = await ExportAsync<ExpertData>(site, expert);
        Assert.Contains("成效明显", exported, StringComparison.Ordinal);
        Assert.Contains(call.Slug, exported, StringComparison.Ordinal);
        Assert.Single(await EraseAsync<ExpertData>(site, expert));

        var assessed = await ReadAsync(site, db => db.Set<Assessment>().AsNoTracking().SingleAsync(row => row.Id == assessmentId));
        Assert.Equal((string.Empty, "成效明显"), (assessed.Name, assessed.Comment));
        Assert.Empty((await ReadAsync(site, db => db.Set<DefenceJuror>().AsNoTracking().SingleAsync(row => row.DayId == dayId))).Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Actor_Forgotten_LeavesTheirStepsWithoutTheName(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var owner = submission.By.Owner.Id;
        Assert.Contains(await StepsAsync(site, owner), step => step.ActorName == submission.By.Owner.Name);

        await site.InUnitAsync(async services =>
        {
            await services.GetRequiredService<IAuditTrail>().ForgetActorAsync(owner, TestContext.Current.CancellationToken);
            return true;
        });

        var steps = await StepsAsync(site, owner);
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Empty(step.ActorName));
        await site.AssertTrailReplaysAsync();
    }

    private static Task<List<WorkflowStep>> StepsAsync(CharityApp site, Guid actorId) => ReadAsync(site, db => db.Set<WorkflowStep>().AsNoTracking().Where(step => step.ActorId == actorId).ToListAsync());

    private static async Task SignMinutesAsync(CharityApp site, User officer)
    {
        var call = await site.ReadCallAsync(await site.MakeCallAsync(announce: true));
        await site.InUnitAsync(services =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var selection = Selection.Begin(call.Id, SelectionRound.Final, now);
            selection.Write("纪要", new string('0', 64));
            selection.Sign(officer.Id, officer.Name, now);
            services.GetRequiredService<CharityDbContext>().Add(selection);
            return Task.FromResult(true);
        });
    }

    private static Task<Submission> SubmissionOfAsync(CharityApp site, Guid id) => ReadAsync(site, db => db.Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == id));

    private static async Task<string> ExportAsync<T>(CharityApp site, User user) where T : IPersonalDataSource =>
        JsonSerializer.Serialize(await site.InScopeAsync(services => Source<T>(services).ExportAsync(Summary(user), TestContext.Current.CancellationToken)), Readable);

    private static Task<IReadOnlyList<string>> EraseAsync<T>(CharityApp site, User user) where T : IPersonalDataSource =>
        site.InUnitAsync(services => Source<T>(services).EraseAsync(Summary(user), TestContext.Current.CancellationToken));

    private static T Source<T>(IServiceProvider services) where T : IPersonalDataSource => services.GetServices<IPersonalDataSource>().OfType<T>().Single();

    private static UserSummary Summary(User user) => new(user.Id, user.Email!, user.Name, true, "zh-CN");

    private static Task<T> ReadAsync<T>(CharityApp site, Func<CharityDbContext, Task<T>> read) => site.InScopeAsync(services => read(services.GetRequiredService<CharityDbContext>()));
}
