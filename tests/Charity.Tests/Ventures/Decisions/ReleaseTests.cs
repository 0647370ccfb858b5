using System.Net;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Notices;
using Charity.Ventures.Office;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>Public notices run by the calendar, objections hold one project, and the clock awards the rest.</summary>
[Collection(nameof(DecisionSites))]
public sealed class ReleaseTests(DecisionSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Release_WhenTheNoticeIsOver_AwardsOnceAndReservesTheMoney(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        await site.FillAsync("liudi", 40_000_00);
        var call = await site.MakeRankedCallAsync([90, 80], sources: [new TypedSource { Fund = "liudi", Amount = "40000" }, DecisionSteps.PublicMoney]);
        var before = await site.BalanceAsync(AccountCodes.FundAvailable("liudi"));
        await site.PublishAsync(call, chosen: 2);
        var notice = await site.ReadNoticeAsync(call);

        await site.ReleaseAsync(notice.EndsUtc.AddSeconds(-1));
        Assert.Equal(SubmissionProcess.OnNotice, await site.StateAsync(call.Submissions[0]));
        await site.ReleaseAsync(notice.EndsUtc);
        await site.ReleaseAsync(notice.EndsUtc.AddMinutes(5));

        Assert.Equal((SubmissionProcess.Awarded, SubmissionProcess.Awarded), (await site.StateAsync(call.Submissions[0]), await site.StateAsync(call.Submissions[1])));
        var after = await site.BalanceAsync(AccountCodes.FundAvailable("liudi"));
        Assert.Equal(before.AvailableMinor - 40_000_00, after.AvailableMinor);

        // The second project takes what the fund has left, and the rest from the public money.
        Assert.Equal([10_000_00, 20_000_00], notice.Entries.Single(entry => entry.Number == 2).Parts.Select(part => part.AmountMinor));
        Assert.Equal(10_000_00, (await site.BalanceAsync(AccountCodes.FundCommitted("liudi", Project.SlugOf(call.Slug, 2)))).CreditsPendingMinor);
        var project = await site.InScopeAsync(services => ProjectDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Project>().AsNoTracking()).SingleAsync(project => project.SubmissionId == call.Submissions[1].Id));
        Assert.Equal((Project.SlugOf(call.Slug, 2), 30_000_00L, 2), (project.Slug, project.AwardedMinor, project.Sources.Count));
        await site.ProgressAsync();
        Assert.Equal(CallProcess.Awarded, await site.CallStateAsync(call));
        Assert.Equal(0, (await site.RunAsync("verify")).Output.Split('\n').Count(line => line.Contains("ledger", StringComparison.OrdinalIgnoreCase) && line.Contains("wrong", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory, OnEveryDatabase]
    public async Task Release_WithoutEnoughInTheFund_LeavesItOnNoticeAndSaysWhy(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        await site.FillAsync("tingtao", 30_000_00);
        var first = await site.MakeRankedCallAsync([90], sources: [new TypedSource { Fund = "tingtao", Amount = "100000" }]);
        var second = await site.MakeRankedCallAsync([90], sources: [new TypedSource { Fund = "tingtao", Amount = "100000" }]);
        await site.PublishAsync(first, chosen: 1);
        await site.PublishAsync(second, chosen: 1);
        var ends = (await site.ReadNoticeAsync(second)).EndsUtc;

        // Two nodes turn the clock at the same moment; there is money for one of the two.
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => site.ReleaseAsync(ends))));

        string[] states = [await site.StateAsync(first.Submissions[0]), await site.StateAsync(second.Submissions[0])];
        Assert.Equal([SubmissionProcess.Awarded, SubmissionProcess.OnNotice], states.Order(StringComparer.Ordinal));
        var waiting = states[0] == SubmissionProcess.OnNotice ? first : second;
        Assert.True(await site.HasAlertAsync(ReleaseClock.AlertKey(waiting.Submissions[0].Id)));
        Assert.Equal(0, (await site.BalanceAsync(AccountCodes.FundCommitted("tingtao", Project.SlugOf(waiting.Slug, 1)))).CreditsPendingMinor);
        Assert.Equal(0, (await site.BalanceAsync(AccountCodes.FundAvailable("tingtao"))).AvailableMinor);

        await site.FillAsync("tingtao", 30_000_00);
        await site.ReleaseAsync(ends.AddMinutes(5));
        Assert.Equal(SubmissionProcess.Awarded, await site.StateAsync(waiting.Submissions[0]));
        Assert.False(await site.HasAlertAsync(ReleaseClock.AlertKey(waiting.Submissions[0].Id)));
    }

    [Theory, OnEveryDatabase]
    public async Task Objection_AtTheLastSecond_HoldsItsProjectAloneUntilAnswered(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80]);
        await site.PublishAsync(call, chosen: 2);
        var ends = (await site.ReadNoticeAsync(call)).EndsUtc;

        using (SiteClock.At(new DateTimeOffset(ends, TimeSpan.Zero)))
        {
            Assert.Equal("objections_over", (await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Failure!.Code);
        }

        using (SiteClock.At(new DateTimeOffset(ends.AddSeconds(-1), TimeSpan.Zero)))
        {
            Assert.True((await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Succeeded);
        }

        await site.ReleaseAsync(ends);
        Assert.Equal((SubmissionProcess.OnNotice, SubmissionProcess.Awarded), (await site.StateAsync(call.Submissions[0]), await site.StateAsync(call.Submissions[1])));
        var objection = await site.ReadObjectionAsync(call.Submissions[0]);
        CallSteps.Demand(await site.SendAsync(new ExamineObjection(objection.Id, 0)));
        Assert.Equal(SubmissionProcess.Contested, await site.StateAsync(call.Submissions[0]));
        await site.ReleaseAsync(ends.AddDays(30));
        Assert.True(await site.HasAlertAsync(ReleaseClock.LateKey(objection.Id)));
        CallSteps.Demand(await site.SendAsync(new AnswerObjection { Id = objection.Id, Version = 1, Trigger = ObjectionProcess.Dismiss, Answer = "经核查不属实" }));
        await site.ReleaseAsync(ends.AddDays(30));

        Assert.Equal(SubmissionProcess.Awarded, await site.StateAsync(call.Submissions[0]));
        Assert.False(await site.HasAlertAsync(ReleaseClock.LateKey(objection.Id)));
        Assert.Contains("经核查不属实", (await site.Visit().GetAsync(call.Notice)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Objection_Upheld_StrikesItsProjectAndTheNextOfTheReserveFollows(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80, 70, 65], askedMinor: 50_000_00);
        await site.PublishAsync(call, chosen: 2, reserves: 2);
        Assert.Equal("reserve_money_missing", (await site.SendAsync(new PromoteReserve(call.Slug, call.Submissions[2].Id))).Failure!.Code);
        Assert.True((await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Succeeded);
        var objection = await site.ReadObjectionAsync(call.Submissions[0]);
        CallSteps.Demand(await site.SendAsync(new ExamineObjection(objection.Id, 0)));
        CallSteps.Demand(await site.SendAsync(new AnswerObjection { Id = objection.Id, Version = 1, Trigger = ObjectionProcess.Uphold, Answer = "重复申报属实" }));
        Assert.Equal(SubmissionProcess.Declined, await site.StateAsync(call.Submissions[0]));

        var promoted = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => site.SendAsync(new PromoteReserve(call.Slug, call.Submissions[2].Id)))));
        Assert.Single(promoted, result => result.Succeeded);
        Assert.Equal(SubmissionProcess.OnNotice, await site.StateAsync(call.Submissions[2]));
        var supplement = await site.ReadNoticeAsync(call, number: 2);
        Assert.Equal(call.Submissions[2].Id, Assert.Single(supplement.Entries).SubmissionId);
        CallSteps.Demand(await site.SendAsync(new CloseReserve(call.Slug)));
        Assert.Equal(SubmissionProcess.Declined, await site.StateAsync(call.Submissions[3]));
        await site.ReleaseAsync(supplement.EndsUtc);
        await site.ProgressAsync();
        Assert.Equal(CallProcess.Awarded, await site.CallStateAsync(call));
        await site.AssertTrailReplaysAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Objector_UnderProtection_IsEncryptedHiddenAndEachLookIsRecorded(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90]);
        await site.PublishAsync(call, chosen: 1);
        var visitor = site.Visit();
        var form = await visitor.OpenAsync($"{call.Notice}/objections/new?project={call.Submissions[0].Id}");
        await visitor.SubmitAsync(form, "main form", ("IsProtected", "true"), ("Name", "言之凿"), ("Contact", "13900001111"), ("Text", "内容<script>alert(1)</script>"));
        Assert.StartsWith("/objections/", visitor.Location, StringComparison.Ordinal);
        var receipt = await visitor.OpenAsync(visitor.Location!);
        Assert.Contains(call.Submissions[0].Title, receipt.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("言之凿", receipt.Source.Text, StringComparison.Ordinal);
        await visitor.GetAsync("/objections/23456789abcdefgh");
        visitor.AssertStatus(HttpStatusCode.NotFound);

        var objection = await site.ReadObjectionAsync(call.Submissions[0]);
        var raw = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database.SqlQuery<string>($"SELECT \"Name\" || \"Contact\" AS \"Value\" FROM \"Ventures_Objections\" WHERE \"Id\" = {objection.Id}").SingleAsync());
        Assert.DoesNotContain("言", raw, StringComparison.Ordinal);

        var (officer, member) = (await site.SignInAsync("officer"), await site.OpenAccountAsync("所涉组织的科员", ["Officer"]));
        var page = await officer.OpenAsync($"/office/objections/{objection.Id}");
        Assert.DoesNotContain("言之凿", page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("言之凿", (await officer.SubmitAsync(page, "form[action$='/objector']")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("PersonalData.Revealed", await site.ActionsAsync(objection.Id));

        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(call.Organisations[0].Id, member.Id, OrganisationRole.Finance, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var inside = await site.SignInAsync(member);
        await inside.GetAsync($"/office/objections/{objection.Id}");
        inside.AssertStatus(HttpStatusCode.NotFound);
        Assert.DoesNotContain(call.Submissions[0].Title, (await inside.OpenAsync("/office/objections")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabaseWithEachTie]
    public async Task Objection_ToAProjectOfTheirOrganisation_IsUnknownToThatOfficer(DatabaseKind database, Tie tie)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90]);
        await site.PublishAsync(call, chosen: 1);
        Assert.True((await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Succeeded);
        var objection = await site.ReadObjectionAsync(call.Submissions[0]);
        var tied = await site.SignInTiedAsync(call.Organisations[0], tie);

        await tied.GetAsync($"/office/objections/{objection.Id}");
        tied.AssertStatus(HttpStatusCode.NotFound);
        Assert.DoesNotContain(call.Submissions[0].Title, (await tied.OpenAsync("/office/objections")).Body!.TextContent, StringComparison.Ordinal);
        foreach (var (path, values) in new (string, (string, string)[])[]
        {
            ("examination", [("version", "0")]), ("answer", [("Version", "0"), ("Trigger", ObjectionProcess.Dismiss), ("Answer", "不成立")]), ("objector", []),
        })
        {
            await tied.PostPastThePageAsync($"/office/objections/{objection.Id}/{path}", values);
            tied.AssertStatus(HttpStatusCode.NotFound);
        }

        Assert.Equal(ObjectionProcess.Received, (await site.ReadObjectionAsync(call.Submissions[0])).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Objection_ByName_NeedsOneAndNamesAProjectOfTheNotice(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (call, other) = (await site.MakeRankedCallAsync([90]), await site.MakeRankedCallAsync([90]));
        await site.PublishAsync(call, chosen: 1);
        var objection = DecisionSteps.ObjectionTo(call, 0);

        Assert.Equal(["Name", "Contact"], (await site.SendAsync(objection with { Name = " ", Contact = null })).Failure!.Fields.Select(field => field.Field));
        Assert.True((await site.SendAsync(objection with { Name = null, Contact = null, IsProtected = true })).Succeeded);
        Assert.Equal("notice_project_unknown", (await site.SendAsync(objection with { SubmissionId = other.Submissions[0].Id })).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Objection_AnsweredByWhoeverPublished_IsRefusedAndSaysWhoMay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90]);
        await site.DecideAsync(call, chosen: 1);
        await site.SignAsync(call);
        var publisher = await site.SignInAsync("officer");
        await publisher.SubmitAsync(await publisher.OpenAsync(call.Board), "form[action$='/publication']");
        var chosen = call.Submissions[0].Id;
        Assert.Equal([Duty.Propose], await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<DutyRecord>().Where(record => record.SubjectId == chosen).Select(record => record.Duty).ToListAsync()));
        Assert.True((await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Succeeded);
        var objection = await site.ReadObjectionAsync(call.Submissions[0]);
        var colleague = await site.OpenAccountAsync("另一位科员", ["Officer"]);

        var page = await publisher.OpenAsync($"/office/objections/{objection.Id}");
        Assert.Contains("另一位科员", page.QuerySelector("aside.decision")!.TextContent, StringComparison.Ordinal);
        await publisher.SubmitAsync(page, "form[action$='/examination']");
        publisher.AssertStatus(HttpStatusCode.Forbidden);
        var other = await site.SignInAsync(colleague);
        await other.SubmitAsync(await other.OpenAsync($"/office/objections/{objection.Id}"), "form[action$='/examination']");
        other.AssertStatus(HttpStatusCode.Found);
        Assert.Equal(SubmissionProcess.Contested, await site.StateAsync(call.Submissions[0]));
    }

    [Theory, OnEveryDatabase]
    public async Task Notice_OverHolidays_CountsWorkingDaysAndMakeUpDays(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90], noticeDays: 3);
        await site.DecideAsync(call, chosen: 1);
        await site.SignAsync(call);

        // Wednesday before National Day 2026: the 1st to the 7th are off, Saturday the 10th is worked; the 8th, 9th and 10th count.
        using (SiteClock.At(new DateTimeOffset(2026, 9, 30, 4, 0, 0, TimeSpan.Zero)))
        {
            CallSteps.Demand(await site.SendAsync(new PublishDecisions(call.Slug, SelectionRound.Final, (await site.ReadSelectionAsync(call)).Version)));
        }

        var notice = await site.ReadNoticeAsync(call);
        Assert.Equal((new DateOnly(2026, 10, 10), new DateTime(2026, 10, 10, 16, 0, 0, DateTimeKind.Utc)), (notice.LastDay, notice.EndsUtc));
        Assert.True(new WorkingDays().IsWorkingDay(notice.LastDay));
    }

    [Theory, OnEveryDatabase]
    public async Task Notice_Corrected_LeavesTheOldOneReadableAndRunsAnew(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80]);
        await site.PublishAsync(call, chosen: 2);
        var first = await site.ReadNoticeAsync(call);
        CallSteps.Demand(await site.SendAsync(new CorrectNotice { Slug = first.Slug, Version = 0, Reason = "组织名称有误" }));

        var second = await site.ReadNoticeAsync(call, number: 2);
        Assert.Equal((2, first.Id), (second.Entries.Count, second.ReplacesId));
        Assert.Contains("组织名称有误", second.Text, StringComparison.Ordinal);
        Assert.Equal(first.Sha256, (await site.ReadNoticeAsync(call)).Sha256);
        Assert.Contains($"/notices/{second.Slug}", (await site.Visit().GetAsync(call.Notice)).Source.Text, StringComparison.Ordinal);
        Assert.Equal("objections_over", (await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Failure!.Code);

        // Only the days of the one that counts release.
        await site.ReleaseAsync(second.EndsUtc.AddSeconds(-1));
        Assert.Equal(SubmissionProcess.OnNotice, await site.StateAsync(call.Submissions[0]));
        await site.ReleaseAsync(second.EndsUtc);
        Assert.Equal(SubmissionProcess.Awarded, await site.StateAsync(call.Submissions[0]));
    }
}
