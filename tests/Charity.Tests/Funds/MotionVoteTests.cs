using Charity.Funds.Contracts;
using Charity.Funds.Motions;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Charity.Funds.Motions.VoteChoice;

namespace Charity.Tests.Funds;

/// <summary>How votes are counted and written down. Four seats vote.</summary>
[Collection(nameof(FundSites))]
public sealed class MotionVoteTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Vote_Counted_PassesWithMoreThanHalfOfTheSeats(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        (VoteChoice[] Votes, string State)[] cases =
        [
            ([For, For, For, Against], MotionProcess.Passed),
            ([For, For, Against, Against], MotionProcess.Rejected), // exactly half
            ([For, For, Abstained, Abstained], MotionProcess.Rejected), // abstaining is no vote for it
            ([For, For, Absent, Absent], MotionProcess.Rejected), // of the seats, not of those who came
            ([For, For, Against, SteppedAside], MotionProcess.Passed), // two of the three who are left
            ([For, Against, Absent, SteppedAside], MotionProcess.Rejected),
            ([Against, Against, Against, Against], MotionProcess.Rejected),
        ];

        foreach (var (votes, state) in cases)
        {
            var id = await site.ReadyAsync(fund);
            MotionSteps.Demand(await site.VoteAsync(fund, id, votes));
            Assert.Equal(state, (await site.ReadMotionAsync(id)).State);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_OfResidents_PassesWithMoreThanHalfOfThosePresent(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        foreach (var (inFavour, against, abstained, state) in new[] { (21, 19, 0, MotionProcess.Passed), (20, 20, 0, MotionProcess.Rejected), (20, 10, 10, MotionProcess.Rejected), (21, 0, 19, MotionProcess.Passed) })
        {
            var id = await site.ReadyAsync(fund, form => form with { Kind = MotionKind.Residents });
            var count = new RecordVote { Slug = fund.Slug, Id = id, Version = 1, HeldOn = site.Today(), Present = 40, For = inFavour, Against = against, Abstained = abstained, SteppedAside = 3 };

            var wrong = await site.SendAsAsync(fund.Recorder, count with { Present = 41 });
            Assert.Equal("count_differs", wrong.Failure?.Fields.Single().Code);
            MotionSteps.Demand(await site.SendAsAsync(fund.Recorder, count));

            var motion = await site.ReadMotionAsync(id);
            Assert.Equal(state, motion.State);
            Assert.Equal(new MotionTally(40, inFavour, against, abstained, 0, 3), motion.Tally);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_WrittenDownWrongly_IsRefusedForIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.ReadyAsync(fund);
        var ballot = await site.BallotAsync(fund, id, For, For, For, For);
        var supervisor = (await site.ReadFundAsync(fund.Slug)).Committee.Single(seat => seat.Name == "戊").Id;
        (RecordVote Ballot, string Code)[] wrong =
        [
            (ballot with { Votes = ballot.Votes[..3] }, "committee_changed"),
            (ballot with { Votes = [.. ballot.Votes, ballot.Votes[0]] }, "committee_changed"), // the same seat twice
            (ballot with { Votes = [.. ballot.Votes[..3], ballot.Votes[3] with { SeatId = supervisor }] }, "committee_changed"), // supervisors watch
            (ballot with { Votes = [.. ballot.Votes, new TypedVote { SeatId = supervisor, Choice = For }] }, "committee_changed"),
            (ballot with { Votes = [.. ballot.Votes[..3], ballot.Votes[3] with { Choice = null }] }, "choice_missing"),
            (ballot with { Votes = [.. ballot.Votes[..3], ballot.Votes[3] with { Choice = SteppedAside, Interest = "​" }] }, "interest_missing"),
            (ballot with { Votes = [.. ballot.Votes.Select((vote, index) => index < 2 ? vote with { Choice = SteppedAside, Interest = "亲属" } : vote)] }, "too_many_aside"),
            (ballot with { SupervisorName = "甲" }, "supervisor_missing"),
            (ballot with { SupervisorRemark = " " }, "supervisor_remark_missing"),
            (ballot with { HeldOn = site.Today().AddDays(-1) }, "vote_before_announced"),
            (ballot with { HeldOn = site.Today().AddDays(1) }, "vote_not_yet"),
            (ballot with { Version = 0 }, "changed_meanwhile"),
        ];

        foreach (var (typed, code) in wrong)
        {
            var failure = (await site.SendAsAsync(fund.Recorder, typed)).Failure;
            Assert.True(failure?.Code == code || failure?.Fields.Any(field => field.Code == code) == true, $"{code} expected, {failure?.Code}");
        }

        var motion = await site.ReadMotionAsync(id);
        Assert.Equal((MotionProcess.Open, null), (motion.State, motion.Tally));
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_OfAMemberWhoIsPaid_IsRefusedUntilTheySitOut(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.ReadyAsync(fund, form => form with { PayeeName = "丁", PayeeBank = "示范银行", PayeeNumber = "0000555520261" });

        Assert.Equal("payee_votes", (await site.VoteAsync(fund, id, For, For, For, For)).Failure?.Code);
        MotionSteps.Demand(await site.VoteAsync(fund, id, For, For, Against, SteppedAside));

        var page = await site.Visit().OpenAsync($"/funds/{fund.Slug}/motions/{(await site.ReadMotionAsync(id)).Code}");
        Assert.Contains("亲属经营", page.Text("[aria-labelledby=vote]"), StringComparison.Ordinal); // it is published
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_ByWhoeverBroughtItIn_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.ReadyAsync(fund);

        Assert.Equal("recorded_by_mover", (await site.SendAsAsync(fund.Mover, await site.BallotAsync(fund, id, For, For, For, For))).Failure?.Code);
        Assert.Null((await site.ReadMotionAsync(id)).HeldOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_WithoutItsPaper_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var committee = await site.PublishAsync(fund);
        await site.AttachAsync(fund, committee, MotionPaper.SignInSheet);
        var residents = await site.PublishAsync(fund, form => form with { Kind = MotionKind.Residents });
        await site.AttachAsync(fund, residents, MotionPaper.Minutes);
        var count = new RecordVote { Slug = fund.Slug, Id = residents, Version = 1, HeldOn = site.Today(), Present = 3, For = 3, Against = 0, Abstained = 0 };

        Assert.Equal("minutes_missing", (await site.VoteAsync(fund, committee, For, For, For, For)).Failure?.Code);
        Assert.Equal("sign_in_missing", (await site.SendAsAsync(fund.Recorder, count)).Failure?.Code);

        await site.AttachAsync(fund, committee, MotionPaper.Minutes);
        MotionSteps.Demand(await site.VoteAsync(fund, committee, For, For, For, For));
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_WrittenDownTwice_StaysAsItWas(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.ReadyAsync(fund);
        MotionSteps.Demand(await site.VoteAsync(fund, id, For, For, For, Against));

        var again = await site.BallotAsync(fund, id, Against, Against, Against, Against);
        Assert.Equal("changed_meanwhile", (await site.SendAsAsync(fund.Recorder, again)).Failure?.Code);
        Assert.Equal("changed_meanwhile", (await site.SendAsAsync(fund.Recorder, again with { Version = 2 })).Failure?.Code);
        Assert.Equal("motion_decided", (await site.AttachAsync(fund, id, MotionPaper.Other)).Failure?.Code);
        var file = (await site.SendAsAsync(fund.Recorder, new ShowMotionDesk(fund.Slug, id))).Value.Files[0];
        Assert.Equal("motion_decided", (await site.SendAsAsync(fund.Recorder, new RemoveMotionFile(fund.Slug, id, file.Id))).Failure?.Code);

        var motion = await site.ReadMotionAsync(id);
        Assert.Equal((MotionProcess.Passed, 3), (motion.State, motion.Tally!.For));
    }

    [Theory, OnEveryDatabase]
    public async Task Vote_ByTwoAtOnce_IsWrittenDownOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var second = await site.OpenKeeperAsync("另一登记人", fund.Slug);
        var id = await site.ReadyAsync(fund);
        var (yes, no) = (await site.BallotAsync(fund, id, For, For, For, For), await site.BallotAsync(fund, id, Against, Against, Against, Against));

        var results = await Task.WhenAll(site.SendAsAsync(fund.Recorder, yes), site.SendAsAsync(second, no));

        var first = Assert.Single(results, result => result.Succeeded);
        Assert.Equal("changed_meanwhile", results.Single(result => !result.Succeeded).Failure?.Code);
        var motion = await site.ReadMotionAsync(id);
        Assert.Equal(ReferenceEquals(first, results[0]) ? MotionProcess.Passed : MotionProcess.Rejected, motion.State);
        Assert.Equal(motion.State == MotionProcess.Passed ? fund.Recorder.Id : second.Id, motion.RecordedById);
    }

    [Theory, OnEveryDatabase]
    public async Task Contract_KnowsWhatPassed_AndHoldsItWhileItIsTaken(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var passed = await site.ReadyAsync(fund, form => form with { PayeeName = "商行", PayeeBank = "示范银行", PayeeNumber = "0000 5555-20261" });
        var rejected = await site.ReadyAsync(fund);
        MotionSteps.Demand(await site.VoteAsync(fund, passed, For, For, For, Against));
        MotionSteps.Demand(await site.VoteAsync(fund, rejected, For, Against, Against, Against));

        var summary = Assert.Single(await site.InScopeAsync(services => services.GetRequiredService<IFundMotions>().PassedOfAsync(fund.Slug, CancellationToken.None)));
        Assert.Equal((passed, $"{site.Today().Year}-01", 140050L, true, site.Today()), (summary.Id, summary.Code, summary.AmountMinor, summary.IsPassed, summary.PassedOn));
        Assert.Equal((fund.Mover.Id, fund.Recorder.Id, "0000555520261"), (summary.MovedById, summary.RecordedById, summary.Payee!.Number));
        Assert.False((await site.InScopeAsync(services => services.GetRequiredService<IFundMotions>().FindAsync(rejected, CancellationToken.None)))!.IsPassed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.InScopeAsync(services => services.GetRequiredService<IFundMotions>().TakeAsync(passed, CancellationToken.None)));

        var order = new List<string>();
        var taken = new TaskCompletionSource();
        var first = HoldAsync("first", async () =>
        {
            taken.SetResult();
            await Task.Delay(300, TestContext.Current.CancellationToken);
        });
        await taken.Task;
        await Task.WhenAll(first, HoldAsync("second", () => Task.CompletedTask));
        Assert.Equal(["first", "second"], order);

        Task<bool> HoldAsync(string name, Func<Task> work) => site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                Assert.NotNull(await services.GetRequiredService<IFundMotions>().TakeAsync(passed, token));
                await work();
                order.Add(name);
                return true;
            },
            CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_OfAMotion_TellsNobodysSecrets(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        const string hostile = "<script>alert(1)</script>\u202e\u0000'; DROP TABLE \"Funds_Motions\";--";
        var id = await site.PublishAsync(fund, form => form with
        {
            Title = new() { Zh = hostile }, Outcome = new() { Zh = hostile }, Seconder = "王秀英", PayeeName = "商行", PayeeBank = "示范银行", PayeeNumber = "000055552026177",
        });
        await site.AttachAsync(fund, id, MotionPaper.Minutes);
        await site.AttachAsync(fund, id, MotionPaper.SignInSheet);
        await site.AttachAsync(fund, id, MotionPaper.PublicMinutes);
        var motion = await site.ReadMotionAsync(id);
        var address = $"/funds/{fund.Slug}/motions/{motion.Code}";
        Assert.Empty((await site.Visit().OpenAsync(address)).QuerySelectorAll("a[href*='/minutes/']")); // none before the vote

        MotionSteps.Demand(await site.VoteAsync(fund, id, For, For, For, For));
        var page = await site.Visit("en").OpenAsync(address);
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.Contains("<script>alert(1)</script>", page.Text("h1"), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page.Text("main"));
        Assert.DoesNotContain("王秀英", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("王**", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("6177", page.Text("main"), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("a[href*='/minutes/']"));

        var files = (await site.SendAsAsync(fund.Recorder, new ShowMotionDesk(fund.Slug, id))).Value.Files;
        foreach (var file in files)
        {
            var reader = site.Visit();
            await reader.GetAsync($"{address}/minutes/{file.Id}");
            reader.AssertStatus(file.Purpose == MotionPaper.PublicMinutes ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.NotFound);
        }

        var stored = await site.InScopeAsync(async services => await services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"PayeeNumber\" AS \"Value\" FROM \"Funds_Motions\" WHERE \"PayeeNumber\" IS NOT NULL").ToListAsync(TestContext.Current.CancellationToken));
        Assert.All(stored, number => Assert.StartsWith("v1:", number, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_OfADraftOrAnUnknownCode_IsNotThere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        await site.DraftAsync(fund);
        var reader = site.Visit();

        foreach (var code in new[] { "2026-01", "-", "2026-", "2026-99999999999", "%00", "a-b", "2026-01-01" })
        {
            await reader.GetAsync($"/funds/{fund.Slug}/motions/{code}");
            reader.AssertStatus(code == "%00" ? reader.Status : System.Net.HttpStatusCode.NotFound);
            Assert.NotEqual(System.Net.HttpStatusCode.InternalServerError, reader.Status);
        }

        Assert.NotNull((await reader.OpenAsync($"/funds/{fund.Slug}/motions")).QuerySelector(".empty-state"));
        Assert.Null((await reader.OpenAsync($"/funds/{fund.Slug}")).QuerySelector("#motions"));
    }
}
