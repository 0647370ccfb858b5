using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Charity.Ventures.Decisions;
using Charity.Ventures.Defences;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>Two rounds: the best are invited, defend before jurors, and the final score is made of both.</summary>
[Collection(nameof(DecisionSites))]
public sealed class DefenceTests(DecisionSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Defence_FromTheInvitationToTheFinalRanking_CountsBothByTheirShares(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90, 80, 70], invites: 2);
        Assert.Equal((SubmissionProcess.Shortlisted, SubmissionProcess.Declined), (await site.StateAsync(call.Submissions[1]), await site.StateAsync(call.Submissions[2])));
        var slots = await PlanAsync(site, call, jurors);
        var phone = await site.SignInAsync(jurors[0]);
        foreach (var (slot, points) in slots.Zip([10m, 20m]))
        {
            // Ten of each criterion for the first, as much as each allows up to twenty for the second.
            await ScoreAsync(phone, slot.Id, points);
        }

        await LockAsync(site, call, slots);
        Assert.Equal(SubmissionProcess.Defended, await site.StateAsync(call.Submissions[0]));
        var board = (await site.SendAsync(new ShowBoard(call.Slug, SelectionRound.Final, null))).Value;

        // Written 89.5 and 79.5 (adjusted), defence 60 and 95 of 100 points, which count 40 %.
        Assert.Equal([(2, 85.7m, 1), (1, 77.7m, 2)], board.Rows.Select(row => (row.Number, row.Final!.Value, row.Rank!.Value)));
        Assert.Equal([95m, 60m], board.Rows.Select(row => row.Defence!.Value));
        await phone.SubmitAsync(await phone.OpenAsync($"/review/defences/{slots[0].Id}"), "main form");
        phone.AssertStatus(HttpStatusCode.Conflict);
    }

    [Theory, OnEveryDatabase]
    public async Task Juror_WithAConflict_SeesNeitherTitleNorFormAndADeclaredInterestIsKept(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90, 80], invites: 2);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(call.Organisations[0].Id, jurors[0].Id, OrganisationRole.Finance, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var slots = await PlanAsync(site, call, jurors);
        var (conflicted, other, stranger) = (await site.SignInAsync(jurors[0]), await site.SignInAsync(jurors[1]), await site.SignInAsync("resident"));

        var list = await conflicted.OpenAsync("/review/defences");
        Assert.DoesNotContain(call.Submissions[0].Title, list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(call.Submissions[1].Title, list.Body.TextContent, StringComparison.Ordinal);
        await conflicted.GetAsync($"/review/defences/{slots[0].Id}");
        conflicted.AssertStatus(HttpStatusCode.NotFound);
        await stranger.GetAsync($"/review/defences/{slots[0].Id}");
        stranger.AssertStatus(HttpStatusCode.NotFound);

        await ScoreAsync(other, slots[0].Id, 10);
        await other.SubmitAsync(await other.OpenAsync($"/review/defences/{slots[0].Id}"), "form[action$='/leaving']");
        Assert.Null((await other.OpenAsync($"/review/defences/{slots[0].Id}")).QuerySelector("input[name='Points[0].Given']"));
        var unscored = await Lock(site, call, slots[0], absent: false);
        Assert.Equal("defence_unscored", unscored);
        Assert.Null(await Lock(site, call, slots[0], absent: true));
        Assert.Equal(SubmissionProcess.Defended, await site.StateAsync(call.Submissions[0]));
    }

    [Theory, OnEveryDatabase]
    public async Task Timetable_Published_TellsEveryApplicantTheirOwnTimeOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90, 80], invites: 2);
        var slots = await PlanAsync(site, call, jurors);

        var mails = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().Where(mail => mail.Key.StartsWith("defence")).ToListAsync());
        for (var index = 0; index < 2; index++)
        {
            var told = Assert.Single(mails, mail => mail.To == call.Organisations[index].Owner.Email);
            Assert.Contains(call.Submissions[index].Title, told.Subject, StringComparison.Ordinal);
            Assert.DoesNotContain(call.Submissions[1 - index].Title, told.Text, StringComparison.Ordinal);
        }

        var owner = call.Organisations[0].Visitor;
        var page = await owner.OpenAsync($"/workspace/submissions/{call.Submissions[0].Id}");
        Assert.Contains("请携带", page.QuerySelector("[aria-labelledby=defence]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("八页演示文稿", page.QuerySelector("[aria-labelledby=defence]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("八页演示文稿", mails.First(mail => mail.To == call.Organisations[0].Owner.Email).Text, StringComparison.Ordinal);
        await owner.GetAsync($"/workspace/submissions/{call.Submissions[1].Id}");
        owner.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal(2, mails.Count(mail => jurors.Any(juror => juror.Email == mail.To)));
        Assert.Equal("nobody_to_defend", (await site.SendAsync(Plan(call, jurors, await site.TodayAsync()))).Failure!.Code);
        Assert.Equal(slots[0].EndsUtc, slots[1].StartsUtc);
    }

    [Theory, OnEveryDatabase]
    public async Task Timetable_BeforeItIsPublished_IsUnknownToTheApplicant(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90], invites: 1);
        CallSteps.Demand(await site.SendAsync(Plan(call, jurors, await site.TodayAsync())));

        var page = await call.Organisations[0].Visitor.OpenAsync($"/workspace/submissions/{call.Submissions[0].Id}");

        Assert.Null(page.QuerySelector("[aria-labelledby=defence]"));
        Assert.DoesNotContain("八页演示文稿", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Timetable_WithdrawnBeforeItsFirstDefence_IsToldWithItsReasonAndMadeAnew(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90, 80], invites: 2);
        var slots = await PlanAsync(site, call, jurors, inDays: 1);
        var officer = await site.SignInAsync("officer");
        var again = await officer.SubmitAsync(await officer.OpenAsync($"/office/calls/{call.Slug}/defences"), "form[action$='/withdrawal']", ("reason", "  "));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.True(again.QuerySelector("details:has(form[action$='/withdrawal'])")!.HasAttribute("open"));
        await officer.SubmitAsync(again, "form[action$='/withdrawal']", ("reason", "台风停课"));
        officer.AssertStatus(HttpStatusCode.Found);

        Assert.Null((await call.Organisations[0].Visitor.OpenAsync($"/workspace/submissions/{call.Submissions[0].Id}")).QuerySelector("[aria-labelledby=defence]"));
        foreach (var email in (string[])[call.Organisations[0].Owner.Email!, call.Organisations[1].Owner.Email!, jurors[0].Email!, jurors[1].Email!])
        {
            Assert.Contains("台风停课", Assert.Single(await site.MailsToAsync(email), mail => mail.Key.Contains("withdrawn", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        }

        Assert.Contains("台风停课", await AuditOfAsync(site, slots[0].DayId), StringComparison.Ordinal);
        Assert.True(await IsAlertedAsync(site, call));
        var second = await PlanAsync(site, call, jurors);
        Assert.Equal(slots.Select(slot => slot.SubmissionId), second.Select(slot => slot.SubmissionId));
        Assert.False(await IsAlertedAsync(site, call));
        Assert.Equal(2, (await site.MailsToAsync(call.Organisations[0].Owner.Email!)).Count(mail => mail.Key.StartsWith("defence:", StringComparison.Ordinal)));
        Assert.Equal(SubmissionProcess.Shortlisted, await site.StateAsync(call.Submissions[0]));
    }

    [Theory, OnEveryDatabase]
    public async Task Timetable_WithdrawnAfterAJurorLeft_KeepsThemAwayOnTheNextDayToo(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90], invites: 1);
        var slots = await PlanAsync(site, call, jurors, inDays: 1);
        var phone = await site.SignInAsync(jurors[0]);
        await phone.SubmitAsync(await phone.OpenAsync($"/review/defences/{slots[0].Id}"), "form[action$='/leaving']");
        phone.AssertStatus(HttpStatusCode.Found);
        Assert.Null(await WithdrawAt(site, call, slots[0].DayId, DateTime.UtcNow));

        var again = await PlanAsync(site, call, jurors);

        await phone.GetAsync($"/review/defences/{again[0].Id}");
        phone.AssertStatus(HttpStatusCode.NotFound);
        var other = await site.SignInAsync(jurors[1]);
        await other.GetAsync($"/review/defences/{again[0].Id}");
        other.AssertStatus(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Timetable_OnceADefenceBeganOrWasScored_StaysAndOneThatWentByUnheardDoesNot(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90, 80], invites: 2);
        var slots = await PlanAsync(site, call, jurors);
        Task<string?> WithdrawAsync(DateTime at) => WithdrawAt(site, call, slots[0].DayId, at);

        Assert.Equal("defence_took_place", await WithdrawAsync(slots[0].StartsUtc));
        Assert.Equal("defence_took_place", await WithdrawAsync(slots[1].EndsUtc.AddSeconds(-1)));
        await ScoreAsync(await site.SignInAsync(jurors[0]), slots[0].Id, 10);
        Assert.Equal("defence_took_place", await WithdrawAsync(slots[1].EndsUtc.AddHours(1)));
        Assert.Equal("defence_took_place", await WithdrawAsync(slots[0].StartsUtc.AddHours(-1)));

        var (unheard, others) = await InviteAsync(site, [90], invites: 1);
        var slot = (await PlanAsync(site, unheard, others))[0];
        Assert.Null(await WithdrawAt(site, unheard, slot.DayId, slot.EndsUtc.AddHours(1)));
        Assert.Equal("defence_day_unknown", await WithdrawAt(site, unheard, slot.DayId, slot.EndsUtc.AddHours(1)));
    }

    [Theory, OnEveryDatabase]
    public async Task Score_OutOfRangeOrIncomplete_IsRefusedWithTheCriterionAndKeepsWhatWasTyped(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, jurors) = await InviteAsync(site, [90], invites: 1);
        var slots = await PlanAsync(site, call, jurors);
        var phone = await site.SignInAsync(jurors[0]);

        var again = await phone.SubmitAsync(await phone.OpenAsync($"/review/defences/{slots[0].Id}"), "main form", ("Points[0].Given", "20.5"), ("Points[1].Given", "3"), ("Comment", "写下的评语"));

        phone.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["#Points_0__Given", "#Points_2__Given", "#Points_3__Given", "#Points_4__Given", "#Points_5__Given"], OrganisationSteps.Problems(again));
        Assert.Equal(("20.5", "写下的评语"), (again.QuerySelector<IHtmlInputElement>("#Points_0__Given")!.Value, again.QuerySelector("#Comment")!.TextContent));
    }

    [Fact]
    public void Order_DrawnByLot_IsTheSameForTheSameSeed()
    {
        var numbers = Enumerable.Range(1, 20).ToList();

        Assert.Equal(DefenceDay.Shuffle(numbers, 4711), DefenceDay.Shuffle(numbers, 4711));
        Assert.NotEqual(numbers, DefenceDay.Shuffle(numbers, 4711));
        Assert.Equal(numbers, DefenceDay.Shuffle(numbers, 4711).Order());
    }

    /// <summary>A call with a defence whose first round is published: so many are invited.</summary>
    private static async Task<(RankedCall Call, User[] Jurors)> InviteAsync(CharityApp site, decimal[] scores, int invites)
    {
        var call = await site.MakeRankedCallAsync(scores, hasDefence: true);
        CallSteps.Demand(await site.SendAsync(new DrawLine { Slug = call.Slug, Round = SelectionRound.Written, Line = new TypedLine { Invites = invites } }));
        await site.SignAsync(call, SelectionRound.Written);
        CallSteps.Demand(await site.SendAsync(new PublishDecisions(call.Slug, SelectionRound.Written, (await site.ReadSelectionAsync(call, SelectionRound.Written)).Version)));
        return (call, [await site.OpenAccountAsync("评委甲", ["Reviewer"]), await site.OpenAccountAsync("评委乙", ["Reviewer"])]);
    }

    private static PlanDefence Plan(RankedCall call, User[] jurors, DateOnly day) => new()
    {
        Slug = call.Slug, Day = day, StartsAt = new TimeOnly(0, 0), SlotMinutes = 15, Place = "区民政局三楼", Bring = "八页演示文稿", Jurors = string.Join('\n', jurors.Select(juror => juror.Email)),
    };

    private static async Task<List<DefenceSlot>> PlanAsync(CharityApp site, RankedCall call, User[] jurors, int inDays = 0)
    {
        CallSteps.Demand(await site.SendAsync(Plan(call, jurors, (await site.TodayAsync()).AddDays(inDays))));
        var day = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<DefenceDay>().AsNoTracking().Include(day => day.Slots).SingleAsync(day => day.CallId == call.Id));
        CallSteps.Demand(await site.SendAsync(new PublishDefence(call.Slug, day.Id, day.Version)));
        return [.. day.Slots.OrderBy(slot => slot.Place)];
    }

    private static async Task<string?> WithdrawAt(CharityApp site, RankedCall call, Guid day, DateTime at)
    {
        using var _ = SiteClock.At(new DateTimeOffset(at, TimeSpan.Zero));
        return (await site.SendAsync(new WithdrawDefence(call.Slug, day, 1, "台风停课"))).Failure?.Code;
    }

    private static Task<string> AuditOfAsync(CharityApp site, Guid dayId) => site.InScopeAsync(services =>
    {
        var subject = dayId.ToString();
        return services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().Where(entry => entry.Action == "Defence.Withdrawn" && entry.SubjectId == subject).Select(entry => System.Text.RegularExpressions.Regex.Unescape(entry.After!)).SingleAsync();
    });

    private static Task<bool> IsAlertedAsync(CharityApp site, RankedCall call) => site.InScopeAsync(services =>
    {
        var key = WithdrawDefenceHandler.AlertKey(call.Id);
        return services.GetRequiredService<CharityDbContext>().Set<Alert>().AnyAsync(alert => alert.Key == key && alert.ResolvedUtc == null);
    });

    private static async Task ScoreAsync(Visitor phone, Guid slot, decimal points)
    {
        var page = await phone.OpenAsync($"/review/defences/{slot}");
        var fields = page.QuerySelectorAll<IHtmlInputElement>("input[type=number]").Select(input => (input.Name!, Math.Min(points, decimal.Parse(input.GetAttribute("max")!, System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await phone.SubmitAsync(page, "main form", [.. fields]);
        phone.AssertStatus(HttpStatusCode.Found);
    }

    private static async Task LockAsync(CharityApp site, RankedCall call, IEnumerable<DefenceSlot> slots)
    {
        foreach (var slot in slots)
        {
            Assert.Null(await Lock(site, call, slot, absent: false));
        }
    }

    /// <summary>As if the day were over; answers with the code of a refusal.</summary>
    private static async Task<string?> Lock(CharityApp site, RankedCall call, DefenceSlot slot, bool absent)
    {
        using var _ = SiteClock.At(new DateTimeOffset(slot.EndsUtc, TimeSpan.Zero));
        return (await site.SendAsync(new LockDefence(call.Slug, slot.Id, absent, slot.Version))).Failure?.Code;
    }
}
