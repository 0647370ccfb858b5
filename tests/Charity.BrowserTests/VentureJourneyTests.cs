using Charity.BrowserTests.Support;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Decisions;
using Charity.Tests.Ventures.Projects;
using Charity.Tests.Ventures.Reviews;
using Charity.Users.Accounts;
using Charity.Ventures.Calls;
using Charity.Ventures.Notices;
using Charity.Ventures.Office;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.BrowserTests;

/// <summary>
/// Five people and a venture project, each at their own window: an organisation applies on a phone, an officer runs the call at a desk, two
/// reviewers score, a resident objects, and the organisation signs. In Chinese, with nothing for axe to find on any page they come to.
/// </summary>
public sealed class VentureJourneyTests(VentureJourneyTests.Site site) : IClassFixture<VentureJourneyTests.Site>
{
    private const string Title = "银龄守护";
    private const int Phone = 390;
    private const int Desk = 1280;

    /// <summary>A site whose days pass when the journey says so.</summary>
    public sealed class Site : BrowserSite
    {
        internal MovedClock Clock { get; } = new();

        protected override void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    [Fact]
    public async Task Venture_FromTheCallToTheSignedAgreement_GoesWellForEverybody()
    {
        Chromium.Demand();
        var app = site.App;
        var call = await OpenCallAsync(app);
        var found = new List<string>();
        var applicant = await app.MakeOrganisationAsync(OrganisationProcess.Verified);

        await using (var lin = await AsAsync(applicant.Owner, Phone))
        {
            await ApplyAsync(lin, call, applicant);
            found.AddRange(lin.Found);
        }

        site.Clock.Advance(TimeSpan.FromDays(3));
        await app.TurnEveryClockAsync();
        await ReviewAsync(app, call, found);
        await DecideAsync(app, call, found);

        var notice = await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AwardNotice>().AsNoTracking().Include(row => row.Entries).SingleAsync(row => row.CallId == call.Id));
        await ObjectAsync(app, notice, found);
        site.Clock.MoveTo(notice.EndsUtc.AddMinutes(1));
        await app.TurnEveryClockAsync();
        await SignAsync(app, call, applicant, found);

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>From the public page over the four parts of the form to the number.</summary>
    private static async Task ApplyAsync(Person lin, TestCall call, TestOrganisation applicant)
    {
        await lin.OpenAsync($"/calls/{call.Slug}");
        await lin.PressAsync($"a[href='/calls/{call.Slug}/apply']");
        await lin.ChooseAsync("[name=OrganisationId]", applicant.Id.ToString());
        await lin.FillAsync("[name=Title]", Title);
        await lin.PressAsync("main form button.button-primary");
        var root = lin.Path.Split("/parts")[0];

        await lin.OpenAsync($"{root}/parts/1");
        await lin.FillAsync("[name='a.summary']", "为独居老人定期上门，邻里结对");
        await lin.CheckAsync("[name='a.areas'][value=meiyuan]");
        await lin.FillAsync("[name='a.beneficiaries']", "独居老人");
        await lin.FillAsync("[name='a.people']", "300");
        await lin.FillAsync("[name='a.sessions']", "20");
        await lin.PressAsync("button[value=overview]");
        await lin.OpenAsync($"{root}/parts/2");
        await lin.FillAsync("[name='a.need']", "走访 120 户，七成老人一周没有访客");
        await lin.FillAsync("[name='a.plan']", "每周两次上门，志愿者与老人结对");
        await lin.FillAsync("[name='a.schedule.0.0']", "三月");
        await lin.FillAsync("[name='a.schedule.0.1']", "走访建档");
        await lin.FillAsync("[name='a.schedule.0.2']", "台账");
        await lin.FillAsync("[name='a.outcome']", "前后两次访谈");
        await lin.PressAsync("button[value=overview]");
        await lin.OpenAsync($"{root}/parts/3");
        await lin.FillAsync("[name='a.team.0.0']", "丁戊");
        await lin.FillAsync("[name='a.team.0.1']", "负责人");
        await lin.FillAsync("[name='a.team.0.2']", "社工师");
        await lin.PressAsync("button[value=overview]");
        await lin.OpenAsync($"{root}/parts/4");
        await lin.ChooseAsync("[name='a.budget.0.0']", "activities");
        await lin.FillAsync("[name='a.budget.0.1']", "上门物资");
        await lin.FillAsync("[name='a.budget.0.2']", "20 场 × 600 元");
        await lin.FillAsync("[name='a.budget.0.3']", "12000");
        await lin.PressAsync("button[value=overview]");

        await lin.PressAsync("form:has([name=trigger][value=submit]) button");
        Assert.Contains("已提交", await lin.ReadAsync(), StringComparison.Ordinal);
    }

    /// <summary>The officer admits and assigns; one reviewer scores on a phone, the other at a desk; the officer ends the review.</summary>
    private async Task ReviewAsync(CharityApp app, TestCall call, List<string> found)
    {
        TestReviewer[] reviewers = [await app.MakeReviewerAsync(), await app.MakeReviewerAsync()];
        await using var officer = await AsAsync(await OfficerAsync(app), Desk);
        await officer.OpenAsync($"{call.Office}/submissions");
        await officer.PressAsync("main table a[href*='/office/']");
        await officer.PressAsync("form:has([name=Trigger][value=pass]) button");
        CallSteps.Demand(await app.SendAsync(new Charity.Ventures.Reviewers.InviteToCall { Slug = call.Slug, Reviewers = [.. reviewers.Select(reviewer => reviewer.Id)] }));

        var people = new List<Person>();
        foreach (var (reviewer, width) in reviewers.Zip([Phone, Desk]))
        {
            var person = await AsAsync(reviewer.User, width);
            people.Add(person);
            await person.OpenAsync("/review/interests");
            await person.OpenAsync("/review");
            await person.PressAsync("button[name=Accepts][value=true]");
        }

        await officer.OpenAsync($"{call.Office}/reviews");
        await officer.PressAsync("form[action$='/plan'] button");
        await officer.PressAsync($"form[action='{call.Office}/reviews'] button");
        foreach (var (person, score) in people.Zip([92, 88]))
        {
            await person.OpenAsync("/review");
            await person.PressAsync("main table a[href^='/review/']");
            Assert.DoesNotContain("测试中心", await person.ReadAsync(), StringComparison.Ordinal);
            var criteria = await person.Page.Locator("input[name$='.Score']").CountAsync();
            for (var index = 0; index < criteria; index++)
            {
                await person.FillAsync($"[name='Marks[{index}].Score']", score.ToString(System.Globalization.CultureInfo.InvariantCulture));
                await person.FillAsync($"[name='Marks[{index}].Comment']", "需求有走访台账为证");
            }

            await person.PressAsync("button[name=then][value=look]");
            await person.PressAsync("form[action$='/hand-in'] button");
            found.AddRange(person.Found);
            await person.DisposeAsync();
        }

        await officer.OpenAsync($"{call.Office}/reviews");
        await officer.PressAsync("form[action$='/end'] button");
        await app.TurnEveryClockAsync();
        await officer.OpenAsync($"{call.Office}/ranking");
        Assert.Contains(Title, await officer.ReadAsync(), StringComparison.Ordinal);
        found.AddRange(officer.Found);
    }

    /// <summary>Decided at a desk, signed there and on a colleague's phone, published in one act.</summary>
    private async Task DecideAsync(CharityApp app, TestCall call, List<string> found)
    {
        var board = $"{call.Office}/board";
        var (chairUser, colleagueUser) = (await OfficerAsync(app), await OfficerAsync(app));
        await using var chair = await AsAsync(chairUser, Desk, await EnrolAsync(app, chairUser));
        await using var colleague = await AsAsync(colleagueUser, Phone, await EnrolAsync(app, colleagueUser));
        await chair.OpenAsync(board);
        await chair.ChooseAsync("[name='Rows[0].Outcome']", "Choose");
        await chair.PressAsync("form[action$='/board'] button.button-primary");
        await chair.FillAsync("#Present", "甲、乙、丙");
        await chair.PressAsync("form[action$='/minutes'] button");
        foreach (var signer in (Person[])[chair, colleague])
        {
            await signer.OpenAsync($"{board}/minutes?round=Final");
            await signer.PressAsync("form[action$='/signatures'] button");
        }

        await chair.OpenAsync(board);
        await chair.PressAsync("form[action$='/publication'] button");
        found.AddRange(chair.Found);
        found.AddRange(colleague.Found);
    }

    /// <summary>A resident who has no account objects on a phone; somebody else of the office answers, and the answer stands on the notice.</summary>
    private async Task ObjectAsync(CharityApp app, AwardNotice notice, List<string> found)
    {
        await using var resident = new Person(await site.OpenWindowAsync("zh-CN", Phone));
        await resident.OpenAsync("/notices/awards");
        await resident.PressAsync($"a[href='/notices/{notice.Slug}']");
        await resident.PressAsync("a[href*='/objections/new']");
        await resident.ChooseAsync("#SubmissionId", notice.Entries[0].SubmissionId.ToString());
        await resident.FillAsync("#Text", "与去年的一个项目内容相同");
        await resident.FillAsync("#Name", "言之凿");
        await resident.FillAsync("#Contact", "13900001111");
        await resident.PressAsync("main form button.button-primary");
        Assert.StartsWith("/objections/", resident.Path, StringComparison.Ordinal);

        await using var officer = await AsAsync(await OfficerAsync(app), Desk);
        await officer.OpenAsync("/office/objections");
        await officer.PressAsync("main a[href^='/office/objections/']");
        await officer.PressAsync("form[action$='/examination'] button");
        await officer.FillAsync("[name=Answer]", "经核查，两个项目服务的社区不同，不重复。");
        await officer.PressAsync("form[action$='/answer'] button[value=dismiss]");
        await resident.OpenAsync($"/notices/{notice.Slug}");
        Assert.Contains("服务的社区不同", await resident.ReadAsync(), StringComparison.Ordinal);
        found.AddRange(resident.Found);
        found.AddRange(officer.Found);
    }

    /// <summary>The bureau writes the agreement, the organisation signs it on a phone, the bureau countersigns; a resident reads it.</summary>
    private async Task SignAsync(CharityApp app, TestCall call, TestOrganisation applicant, List<string> found)
    {
        var project = new TestProject(Project.SlugOf(call.Slug, 1), applicant);
        var officerUser = await OfficerAsync(app);
        await using var officer = await AsAsync(officerUser, Desk, await EnrolAsync(app, officerUser));
        await officer.OpenAsync($"{project.Office}/agreement");
        await officer.PressAsync("form[action$='/offer'] button");

        await using var lin = await AsAsync(applicant.Owner, Phone, await EnrolAsync(app, applicant.Owner));
        await lin.OpenAsync($"{project.Workspace}/agreement");
        await lin.PressAsync("form[action$='/signature'] button");
        await officer.OpenAsync($"{project.Office}/agreement");
        await officer.PressAsync("form[action$='/signature'] button");

        await lin.OpenAsync(project.Workspace);
        await lin.OpenAsync($"{project.Page}/agreement");
        Assert.Contains(Title, await lin.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(InstalmentProcess.Due, (await app.ReadProjectAsync(project.Slug)).Instalments[0].State);
        found.AddRange(lin.Found);
        found.AddRange(officer.Found);
    }

    private static async Task<TestCall> OpenCallAsync(CharityApp app)
    {
        var slug = await app.MakeCallAsync();
        var today = await app.TodayAsync();
        CallSteps.Demand(await app.SendAsync(EditCallMoney.Of(await app.ReadCallAsync(slug)) with { Sources = [DecisionSteps.PublicMoney] }));
        CallSteps.Demand(await app.SendAsync(EditCallReview.Of(await app.ReadCallAsync(slug)) with { ReviewersEach = 2, HasDefence = false }));
        CallSteps.Demand(await app.SendAsync(EditCallTimetable.Of(await app.ReadCallAsync(slug)) with
        {
            OpensOn = today, ClosesOn = today.AddDays(1), AnswerOn = today.AddDays(20), RunsFrom = today.AddDays(40), RunsUntil = today.AddDays(240),
        }));
        CallSteps.Demand(await app.SendAsync(await app.MoveOf(slug, "announce", 0, null)));
        await app.TurnEveryClockAsync();
        return new TestCall(slug, (await app.ReadCallAsync(slug)).Id);
    }

    private static Task<User> OfficerAsync(CharityApp app) => app.OpenAccountAsync("科员", ["Officer"]);

    /// <summary>The second factor is set up once in a life; how is tested elsewhere.</summary>
    private static async Task<Authenticator> EnrolAsync(CharityApp app, User user) => (await (await app.SignInAsync(user)).EnrolAsync()).App;

    private async Task<Person> AsAsync(User user, int width, Authenticator? authenticator = null)
    {
        var person = new Person(await site.OpenWindowAsync("zh-CN", width));
        await person.SignInAsync(user, authenticator);
        return person;
    }
}
