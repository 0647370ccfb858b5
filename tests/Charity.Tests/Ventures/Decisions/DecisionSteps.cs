using Charity.Ledger.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Forms;
using Charity.Ventures.Notices;
using Charity.Ventures.Office;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>A call whose submissions are scored, best first.</summary>
internal sealed record RankedCall(string Slug, Guid Id, IReadOnlyList<Submission> Submissions, IReadOnlyList<TestOrganisation> Organisations)
{
    public string Board => $"/office/calls/{Slug}/board";

    public string Notice => $"/notices/{Slug}-award-1";
}

/// <summary>What tests do with decisions, in their words.</summary>
internal static class DecisionSteps
{
    public static readonly TypedSource PublicMoney = new() { Name = CallSteps.Both("区民政局"), Amount = "100000" };

    /// <summary>A call that waits for its decisions: a submission for each score, asking for so much each; all of them answer the needs.</summary>
    public static async Task<RankedCall> MakeRankedCallAsync(
        this CharityApp site, decimal[] scores, long askedMinor = 30_000_00, List<TypedSource>? sources = null, bool hasDefence = false, int noticeDays = 5, string[]? areas = null, Guid[]? needs = null)
    {
        var slug = await site.MakeCallAsync();
        CallSteps.Demand(await site.SendAsync(EditCallMoney.Of(await site.ReadCallAsync(slug)) with { Sources = sources ?? [PublicMoney], ProjectCap = "50000" }));
        CallSteps.Demand(await site.SendAsync(EditCallReview.Of(await site.ReadCallAsync(slug)) with { HasDefence = hasDefence, ReviewersEach = 1 }));
        await site.InUnitAsync(async services =>
        {
            var call = await services.GetRequiredService<CallDesk>().FindAsync(slug, TestContext.Current.CancellationToken);
            call!.Ask(new FormDefinition([new FormSection(new LocalizedText("项目"),
            [
                new FormField { Code = "areas", Kind = FieldKind.Areas, Label = new LocalizedText("地点") },
                new FormField { Code = "needs", Kind = FieldKind.Needs, Label = new LocalizedText("需求") },
                new FormField { Code = "budget", Kind = FieldKind.Budget, Label = new LocalizedText("预算"), IsRequired = true },
            ])]));
            services.GetRequiredService<CallDesk>().Redesign(call, call.Title, call.Design with { NoticeWorkingDays = noticeDays });
            return true;
        });
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "announce", 0, null)));
        await site.TurnTheClockAsync();
        var organisations = new List<TestOrganisation>();
        var submissions = new List<Submission>();
        for (var index = 0; index < scores.Length; index++)
        {
            organisations.Add(await site.MakeOrganisationAsync(OrganisationProcess.Verified));
            submissions.Add(await site.HandInAsync(slug, organisations[index], $"项目{index + 1}-{slug}", index + 1, askedMinor, areas?[index] ?? "meiyuan", needs ?? []));
            SaidScores.All.Give(submissions[index].Id, scores[index]);
        }

        await site.InUnitAsync(services => services.GetRequiredService<CharityDbContext>().Set<Call>().Where(call => call.Slug == slug)
            .ExecuteUpdateAsync(call => call.SetProperty(c => c.ClosesUtc, DateTime.UtcNow.AddDays(-1))));
        await site.TurnTheClockAsync();
        await site.FireAsync(submissions.Select(submission => submission.Id), SubmissionProcess.Pass, SubmissionProcess.Review);
        await site.ReviewAsync(slug, submissions);
        await site.FireAsync(submissions.Select(submission => submission.Id), SubmissionProcess.Score);
        await site.ProgressAsync();
        return new RankedCall(slug, submissions[0].CallId, submissions, organisations);
    }

    /// <summary>One expert hands in a review of each: the table demands it. What counts are the scores the test has said.</summary>
    private static Task ReviewAsync(this CharityApp site, string slug, IEnumerable<Submission> submissions) => site.InUnitAsync(async services =>
    {
        var (db, door, now) = (services.GetRequiredService<CharityDbContext>(), services.GetRequiredService<IWorkflowDoor>(), TimeProvider.System.GetUtcNow());
        var call = await db.Set<Call>().SingleAsync(call => call.Slug == slug);
        var expert = Reviewer.Join(Guid.CreateVersion7(), "专家", now);
        db.Add(expert);
        foreach (var submission in submissions)
        {
            var review = Review.Assign(call.Id, submission.Id, submission.OrganisationId, expert.Id, DateOnly.FromDateTime(now.UtcDateTime).AddDays(10), now);
            review.Save([.. call.Design.Review.Criteria.Select(criterion => new ReviewMark(criterion.Code, 75, false, "有依据"))], string.Empty, now.UtcDateTime);
            db.Add(review);
            CallSteps.Demand(await door.FireAsync(ReviewProcess.Table, review, ReviewProcess.Begin, null, null, TestContext.Current.CancellationToken));
            CallSteps.Demand(await door.FireAsync(ReviewProcess.Table, review, ReviewProcess.Lock, null, null, TestContext.Current.CancellationToken));
        }

        return true;
    });

    public static Task ProgressAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<CallProgress>().TurnAsync(TestContext.Current.CancellationToken);
        return true;
    });

    public static Task FireAsync(this CharityApp site, IEnumerable<Guid> submissions, params string[] triggers) => site.InUnitAsync(async services =>
    {
        foreach (var id in submissions)
        {
            var submission = await services.GetRequiredService<CharityDbContext>().Set<Submission>().SingleAsync(submission => submission.Id == id);
            foreach (var trigger in triggers)
            {
                CallSteps.Demand(await services.GetRequiredService<IWorkflowDoor>().FireAsync(SubmissionProcess.Table, submission, trigger, null, null, TestContext.Current.CancellationToken));
            }
        }

        return true;
    });

    /// <summary>Decides: so many of the best are chosen with all they ask for, the next ones go to the reserve list, the others are declined.</summary>
    public static async Task DecideAsync(this CharityApp site, RankedCall call, int chosen, int reserves = 0) => CallSteps.Demand(await site.SendAsync(new SaveBoard
    {
        Slug = call.Slug,
        Round = SelectionRound.Final,
        Rows = [.. call.Submissions.Select((submission, index) => new TypedDecision
        {
            SubmissionId = submission.Id, Outcome = index < chosen ? DecisionOutcome.Choose : index < chosen + reserves ? DecisionOutcome.Reserve : DecisionOutcome.Decline, Note = index < chosen ? null : "名额有限",
        })],
    }));

    /// <summary>Minutes with two signatures.</summary>
    public static async Task SignAsync(this CharityApp site, RankedCall call, SelectionRound round = SelectionRound.Final)
    {
        var selection = await site.ReadSelectionAsync(call, round);
        var today = await site.TodayAsync();
        CallSteps.Demand(await site.SendAsync(new WriteMinutes { Slug = call.Slug, Round = round, Version = selection.Version, Revision = selection.Revision, HeldOn = today, Present = "甲、乙" }));
        await site.InUnitAsync(async services =>
        {
            var minuted = await services.GetRequiredService<CharityDbContext>().Set<Selection>().Include(s => s.Signatures).SingleAsync(s => s.Id == selection.Id);
            minuted.Sign(Guid.NewGuid(), "甲", TimeProvider.System.GetUtcNow());
            minuted.Sign(Guid.NewGuid(), "乙", TimeProvider.System.GetUtcNow());
            CallSteps.Demand(await services.GetRequiredService<IWorkflowDoor>().FireAsync(SelectionProcess.Table, minuted, SelectionProcess.Sign, null, null, TestContext.Current.CancellationToken));
            return true;
        });
    }

    /// <summary>Decides, signs and publishes.</summary>
    public static async Task PublishAsync(this CharityApp site, RankedCall call, int chosen, int reserves = 0)
    {
        await site.DecideAsync(call, chosen, reserves);
        await site.SignAsync(call);
        CallSteps.Demand(await site.SendAsync(new PublishDecisions(call.Slug, SelectionRound.Final, (await site.ReadSelectionAsync(call)).Version)));
    }

    public static Task<Selection> ReadSelectionAsync(this CharityApp site, RankedCall call, SelectionRound round = SelectionRound.Final) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<Selection>().AsNoTracking().AsSplitQuery().Include(s => s.Rows).Include(s => s.Signatures).SingleAsync(s => s.CallId == call.Id && s.Round == round));

    public static Task<AwardNotice> ReadNoticeAsync(this CharityApp site, RankedCall call, int number = 1) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<AwardNotice>().AsNoTracking().Include(notice => notice.Entries).SingleAsync(notice => notice.CallId == call.Id && notice.Number == number));

    public static Task<Submission> ReadSubmissionAsync(this CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == id));

    public static async Task<string> StateAsync(this CharityApp site, Submission submission) => (await site.ReadSubmissionAsync(submission.Id)).State;

    public static async Task<string> CallStateAsync(this CharityApp site, RankedCall call) => (await site.ReadCallAsync(call.Slug)).State;

    public static Task<DateOnly> TodayAsync(this CharityApp site) => site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteTime>().Today));

    /// <summary>Turns the release clock as if it were then.</summary>
    public static async Task ReleaseAsync(this CharityApp site, DateTime utc)
    {
        using var _ = SiteClock.At(new DateTimeOffset(utc, TimeSpan.Zero));
        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ReleaseClock>().TurnAsync(TestContext.Current.CancellationToken);
            return true;
        });
    }

    public static RaiseObjection ObjectionTo(RankedCall call, int place, bool isProtected = false) => new()
    {
        Slug = $"{call.Slug}-award-1", SubmissionId = call.Submissions[place].Id, IsProtected = isProtected, Name = "言之凿", Contact = "13900001111", Text = "该项目与往年重复",
    };

    public static Task<Objection> ReadObjectionAsync(this CharityApp site, Submission submission) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<Objection>().AsNoTracking().OrderByDescending(objection => objection.Id).FirstAsync(objection => objection.SubmissionId == submission.Id));

    /// <summary>Gives a fund money.</summary>
    public static Task FillAsync(this CharityApp site, string fund, long amountMinor) => site.InUnitAsync(async services =>
    {
        var posted = await services.GetRequiredService<ILedger>().PostAsync(
            [new EntryDraft(Guid.CreateVersion7(), EntryKinds.OfflineGift, "donation:test", new DateOnly(2026, 3, 1), [new PostingDraft(AccountCodes.Bank("main"), AccountCodes.FundAvailable(fund), amountMinor)])],
            TestContext.Current.CancellationToken);
        Assert.True(posted.Succeeded, posted.Failure?.Code);
        return true;
    });

    public static Task<AccountBalance> BalanceAsync(this CharityApp site, string code) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<ILedgerTotals>().BalancesAsync([code], TestContext.Current.CancellationToken)).GetValueOrDefault(code) ?? new AccountBalance(code, "CNY", 0, 0, 0, 0));

    public static Task<bool> HasAlertAsync(this CharityApp site, string key) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<Charity.Platform.Alerts.Alert>().AnyAsync(alert => alert.Key == key && alert.ResolvedUtc == null));

    private static Task<Submission> HandInAsync(this CharityApp site, string slug, TestOrganisation organisation, string title, int number, long askedMinor, string area, Guid[] needs) => site.InUnitAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var call = await services.GetRequiredService<CallDesk>().FindAsync(slug, TestContext.Current.CancellationToken);
        var (writer, now) = (new Writer(organisation.Owner.Id, organisation.Owner.Name), TimeProvider.System.GetUtcNow());
        var submission = Submission.Begin(call!.Id, call.Form.Number, organisation.Id, title, writer, now);
        IReadOnlyList<IReadOnlyList<string>> budget = [["activities", "活动", "每场", CallAmounts.Type(askedMinor), ""]];
        submission.Save(title, FormAnswers.Of([new("areas", [[area]]), new("needs", [.. needs.Select(string[] (need) => [need.ToString()])]), new("budget", budget)]), askedMinor, writer, now);
        db.Add(submission);
        await db.SaveChangesAsync();
        CallSteps.Demand(await services.GetRequiredService<IWorkflowDoor>().FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Submit, null, null, TestContext.Current.CancellationToken));
        db.Add(submission.HandIn(number, null, EligibilityReport.None, now));
        return submission;
    });
}
