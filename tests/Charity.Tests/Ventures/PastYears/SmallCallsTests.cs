using System.Globalization;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Decisions;
using Charity.Users.Contracts;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Charity.Ventures.Recipes;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>The demonstration's small calls: one with running projects, one that stands on notice.</summary>
[Collection(nameof(YearSites))]
public sealed class SmallCallsTests(YearSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Projects_OfTheDecidedCall_AreSignedAndRunningOnReservedMoney(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var call = await site.ReadCallAsync(YearSites.Running);
        var projects = await site.InScopeAsync(services => ProjectDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Project>().AsNoTracking())
            .Where(project => project.CallId == call.Id).OrderBy(project => project.Slug).ToListAsync());
        var fund = await site.BalanceAsync(AccountCodes.FundCommitted("changqing", projects.Single(project => project.Sources[0].FundSlug == "changqing").Slug));

        Assert.Equal(CallProcess.Awarded, call.State);
        Assert.Equal([ProjectProcess.Running, ProjectProcess.Running, ProjectProcess.Running], projects.Select(project => project.State));
        Assert.All(projects, project => Assert.Equal((InstalmentProcess.Due, InstalmentProcess.Waiting), (project.Instalments[0].State, project.Instalments[1].State)));
        Assert.All(projects.SelectMany(project => project.Sources), source => Assert.NotNull(source.ReservationId));
        Assert.Equal((9, 289, 640_00L), (projects.Sum(project => project.Figures.Activities), projects.Sum(project => project.Figures.People), projects.Sum(project => project.Figures.SpentMinor)));
        Assert.Equal(3_000_00, fund.CreditsPendingMinor);

        // The funds of this site were filled without gifts, so only the books themselves can be in order.
        var books = (await site.RunAsync("verify")).Output;
        Assert.Contains("ok     The journal is complete and unaltered", books, StringComparison.Ordinal);
        Assert.Contains("ok     Every balance equals its entries", books, StringComparison.Ordinal);
        Assert.Contains("ok     Reversals mirror their entries, and reservations end once", books, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Submissions_OfADecidedCall_KnowTheDaysItHasInTheEnd(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        foreach (var slug in (string[])[YearSites.Running, YearSites.Noticed])
        {
            var call = await site.ReadCallAsync(slug);
            var days = call.Design.Timetable;

            var submissions = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().Where(submission => submission.CallId == call.Id).ToListAsync());

            Assert.All(submissions, submission =>
            {
                var schedule = submission.Answers.RowsOf("schedule");
                Assert.Equal(days.AnswerOn, submission.AnswerOn);
                Assert.StartsWith(MonthOf(days.RunsFrom), schedule[0][0], StringComparison.Ordinal);
                Assert.EndsWith(MonthOf(days.RunsUntil), schedule[^1][0], StringComparison.Ordinal);
            });
        }

        static string MonthOf(DateOnly? day) => day!.Value.ToString("yyyy年M月", CultureInfo.InvariantCulture);
    }

    [Theory, OnEveryDatabase]
    public async Task Awards_OfTheDecidedCall_LieBetweenTheirNoticeAndTheirAgreements(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.ReadCallAsync(YearSites.Running);

        var (ended, awarded, offered) = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var projects = db.Set<Project>().Where(project => project.CallId == call.Id);
            return (
                (await db.Set<AwardNotice>().SingleAsync(notice => notice.CallId == call.Id)).EndsUtc, await projects.Select(project => project.AwardedUtc).ToListAsync(),
                await db.Set<Agreement>().Where(agreement => projects.Any(project => project.Id == agreement.ProjectId)).MinAsync(agreement => agreement.OfferedUtc));
        });

        Assert.All(awarded, at => Assert.InRange(at, ended, ended.AddDays(1)));
        Assert.All(awarded, at => Assert.True(at < offered));
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_OfAProjectOrCall_NameItInTheirTitles(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var officer = await site.SignInAsync("officer");

        var visits = await officer.OpenAsync($"/office/projects/{YearSites.Running}-001/visits");
        var reviewers = await officer.OpenAsync($"/office/calls/{YearSites.Running}/reviewers");
        await officer.GetAsync("/office");

        Assert.Contains("船模小水手", visits.Title, StringComparison.Ordinal);
        Assert.Contains("湖湾区春季社区微公益", reviewers.Title, StringComparison.Ordinal);
        Assert.Equal("/office/calls", officer.Location);
    }

    [Theory, OnEveryDatabase]
    public async Task Duties_OfWhoPublishedSignedAndVisited_AreRecorded(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.ReadCallAsync(YearSites.Running);

        var (proposed, signed, visited) = await site.InScopeAsync(async services =>
        {
            var (db, users) = (services.GetRequiredService<CharityDbContext>(), services.GetRequiredService<IUserDirectory>());
            var (admin, officer) = ((await users.FindByEmailAsync("admin@demo.example", default))!.Id, (await users.FindByEmailAsync("officer@demo.example", default))!.Id);
            var projects = db.Set<Project>().Where(project => project.CallId == call.Id);
            Task<int> CountAsync(Guid who, Duty duty) => db.Set<DutyRecord>()
                .CountAsync(record => record.UserId == who && record.Duty == duty && projects.Any(project => project.Id == record.SubjectId || project.SubmissionId == record.SubjectId));
            return (await CountAsync(admin, Duty.Propose), await CountAsync(officer, Duty.Sign), await CountAsync(officer, Duty.Monitor));
        });

        Assert.Equal((3, 3, 2), (proposed, signed, visited));
    }

    [Theory, OnEveryDatabase]
    public async Task Reports_AndObjections_CameOnTheirDays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var (reports, notice, objections, time) = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var objections = await db.Set<Objection>().ToListAsync();
            return (
                await db.Set<ProgressReport>().ToListAsync(), await db.Set<AwardNotice>().SingleAsync(notice => notice.Id == objections[0].NoticeId), objections, services.GetRequiredService<SiteTime>());
        });

        Assert.Equal(2, reports.Count);
        Assert.All(reports, report => Assert.Equal(report.DueOn, time.DayOf(report.HandedInUtc)));
        Assert.All(objections, objection => Assert.Equal(time.DayOf(notice.PublishedUtc).AddDays(1), time.DayOf(objection.RaisedUtc)));
    }

    [Theory, OnEveryDatabase]
    public async Task Expenses_OfAProjectThatIsNotThereOrOver_AreLeftOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var step = new RecipeStep("test", 1, [], ".", (_, _, _) => { });

        Task SpendAsync(string call, string organisation) => site.InScopeAsync(async services =>
        {
            RunningModel model = new(organisation, 0, string.Empty, [], null, null, [new ExpenseModel("activities", "不该记账", 0, "1.00", "no-such-voucher.png")]);
            ReviewModel review = new(0, string.Empty, [], 0, [], [], [], 0, string.Empty, string.Empty, string.Empty, [], null, 0, 0, new DecisionModel(0, 0, 0, string.Empty, null, [model]));
            await services.GetRequiredService<RunningProjects>().SpendAsync(step, new AnsweredCallModel(call, [], 0, 0, review), TestContext.Current.CancellationToken);
            return true;
        });
        await SpendAsync(YearSites.Running, "oldstreet");
        await SpendAsync(YearSites.Noticed, "no-such-organisation");
        await SpendAsync(YearSites.Past, "ginkgo");

        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Expense>().AnyAsync(expense => expense.What == "不该记账")));
    }

    [Theory, OnEveryDatabase]
    public async Task Project_ShowsEverybodyWhatItHasDone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var page = await site.Visit().OpenAsync($"/projects/{YearSites.Running}-001");
        var office = await (await site.SignInAsync("officer")).OpenAsync($"/office/projects/{YearSites.Running}-004");

        Assert.Contains("湖边试航", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("整改", office.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Notice_InForce_HasOneAnsweredAndOneOpenObjection(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.ReadCallAsync(YearSites.Noticed);

        var (notice, objections, states) = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            return (
                await db.Set<AwardNotice>().SingleAsync(notice => notice.CallId == call.Id), await db.Set<Objection>().Select(objection => objection.State).Order().ToListAsync(),
                await db.Set<Submission>().Where(submission => submission.CallId == call.Id).OrderBy(submission => submission.Number).Select(submission => submission.State).ToListAsync());
        });
        var page = await site.Visit().OpenAsync($"/notices/{notice.Slug}");

        Assert.Equal((CallProcess.Notice, AwardNoticeProcess.Running), (call.State, notice.State));
        Assert.Equal([ObjectionProcess.Dismissed, ObjectionProcess.Examining], objections);
        Assert.Equal([SubmissionProcess.OnNotice, SubmissionProcess.Contested, SubmissionProcess.OnNotice], states);
        Assert.Contains("异议不成立", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Stages_OfTheDecidedCall_TookTheirDays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        await site.ProgressAsync();
        var call = await site.ReadCallAsync(YearSites.Running);

        var review = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<StageTime>().SingleAsync(stage => stage.CallId == call.Id && stage.Stage == Stages.Review));

        Assert.Equal(18, TimeSpan.FromMinutes(review.MedianMinutes).TotalDays, tolerance: 0.1);
    }
}
