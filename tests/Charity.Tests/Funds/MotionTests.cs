using System.Net;
using Charity.Funds.Motions;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Charity.Tests.Users;
using static Charity.Funds.Motions.VoteChoice;

namespace Charity.Tests.Funds;

/// <summary>Bringing a motion in and putting it to the vote.</summary>
[Collection(nameof(FundSites))]
public sealed class MotionTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Motion_MovedPublishedAndVotedOnThePages_IsReadByEverybody(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var (mover, recorder) = (await site.SignInAsync(fund.Mover), await site.SignInAsync(fund.Recorder));
        var form = await mover.OpenAsync($"/manage/funds/{fund.Slug}/motions/new");
        var draft = await mover.SubmitAndFollowAsync(
            form, "form[action$='/edit']", ("Title.Zh", "买米"), ("Title.En", "Buy rice"), ("Mover", "甲"), ("Seconder", "乙"), ("Purpose", "purpose"), ("VoteOn", DayWords.Iso(site.Today())), ("When.Zh", "下周"),
            ("Where.Zh", "食堂"), ("Who.Zh", "居委会"), ("Resources.Zh", "基金"), ("Action.Zh", "买五十袋"), ("Outcome.Zh", "老人有米"), ("Lines[0].Text.Zh", "米"), ("Lines[0].Amount", "￥１,200"));
        Assert.Contains("¥1,200.00", draft.Text(".decision"), StringComparison.Ordinal);

        var open = await mover.SubmitAndFollowAsync(draft, "form[action$='/moves']", ("trigger", "publish"));
        Assert.Contains("由您提交", open.Text(".decision"), StringComparison.Ordinal);
        var address = $"/funds/{fund.Slug}/motions/{site.Today().Year}-01";
        Assert.Contains("买米", (await site.Visit().OpenAsync($"/funds/{fund.Slug}")).Text("#motions"), StringComparison.Ordinal);
        Assert.Contains("表决日期", (await site.Visit().OpenAsync(address)).Text(".alert-info"), StringComparison.Ordinal);

        var desk = open.QuerySelector("form[action$='/moves']")!.GetAttribute("action")![..^"/moves".Length];
        await recorder.UploadAsync(await recorder.OpenAsync(desk), "form[action$='/files']", Uploads.Pdf, "纪要.pdf", ("Purpose", MotionPaper.PublicMinutes));
        var vote = await recorder.OpenAsync($"{desk}/vote");
        await recorder.SubmitAsync(
            vote, "form[action$='/vote']", ("Votes[0].Choice", "For"), ("Votes[1].Choice", "For"), ("Votes[2].Choice", "For"), ("Votes[3].Choice", "Against"), ("SupervisorName", "戊"), ("SupervisorRemark", "程序合规"));
        Assert.Equal(desk, recorder.Location);

        var page = await site.Visit("en").OpenAsync(address);
        Assert.Contains("3 of 4 were for it", page.Text("[aria-labelledby=vote]"), StringComparison.Ordinal);
        Assert.Contains("程序合规", page.Text("[aria-labelledby=vote]"), StringComparison.Ordinal);
        var minutes = page.QuerySelector("a[href*='/minutes/']")!.GetAttribute("href")!;
        var reader = site.Visit();
        await reader.GetAsync(minutes);
        reader.AssertStatus(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_WithoutWhatAMotionNeeds_NamesItAndKeepsTheForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var mover = await site.SignInAsync(fund.Mover);

        var page = await mover.SubmitAsync(
            await mover.OpenAsync($"/manage/funds/{fund.Slug}/motions/new"), "form[action$='/edit']", ("Title.Zh", "留下的标题"), ("Mover", "甲"), ("VoteOn", ""), ("Lines[1].Text.Zh", "没有金额"));

        mover.AssertStatus(HttpStatusCode.UnprocessableEntity);
        var links = page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(["#Seconder", "#VoteOn", "#When_Zh", "#Where_Zh", "#Who_Zh", "#Resources_Zh", "#Action_Zh", "#Outcome_Zh"], links);
        Assert.All(links, link => Assert.NotNull(page.QuerySelector(link!)));
        Assert.Equal("留下的标题", page.QuerySelector("#Title_Zh")!.GetAttribute("value"));
        Assert.Equal("没有金额", page.QuerySelector("#Lines_1__Text_Zh")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_WithOneWrongThing_IsRefusedForIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var form = site.Form(fund);
        var line = form.Lines[0];
        (KeepMotion Form, string Code)[] wrong =
        [
            (form with { Seconder = "甲" }, "seconder_is_mover"),
            (form with { Mover = "Ann Lee", Seconder = "ａｎｎ　ＬＥＥ " }, "seconder_is_mover"),
            (form with { Mover = "戊" }, "supervisor_watches"),
            (form with { Seconder = " 戊" }, "supervisor_watches"),
            (form with { Purpose = "anything" }, "motion_purpose_missing"),
            (form with { Lines = [] }, "lines_missing"),
            (form with { Lines = [.. Enumerable.Repeat(line, 21)] }, "lines_missing"),
            (form with { Lines = [line with { Amount = "0" }] }, "line_amount_wrong"),
            (form with { Lines = [line with { Amount = "-5" }] }, "line_amount_wrong"),
            (form with { Lines = [line with { Amount = "1e3" }] }, "line_amount_wrong"),
            (form with { Lines = [line with { Amount = "9999999999999999999999" }] }, "line_amount_wrong"),
            (form with { Lines = [line with { Text = new TypedText() }] }, "line_text_missing"),
            (form with { PayeeName = "商行" }, "bank_name_missing"),
            (form with { PayeeName = "商行", PayeeBank = "支行" }, "account_number_wrong"),
            (form with { PayeeName = "商行", PayeeBank = "支行", PayeeNumber = "12" }, "account_number_wrong"),
            (form with { PayeeName = "商行", PayeeBank = "支行", PayeeNumber = "=1+1&cmd|' /C calc'!A0" }, "account_number_wrong"),
            (form with { Title = new TypedText { Zh = new string('长', 81) } }, "text_too_long"),
            (form with { Kind = (MotionKind)9 }, "motion_kind_missing"),
        ];

        foreach (var (typed, code) in wrong)
        {
            var failure = (await site.SendAsAsync(fund.Mover, typed)).Failure;
            Assert.True(failure?.Code == code || failure?.Fields.Any(field => field.Code == code) == true, $"{code} expected, {failure?.Code}");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_BySomebodyElsesFundsKeeper_IsRefusedEverywhere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var other = await site.MakeMotionFundAsync();
        var id = await site.ReadyAsync(fund);
        using var file = new MemoryStream(Uploads.Pdf);

        Failure?[] forbidden =
        [
            (await site.SendAsAsync(other.Mover, site.Form(fund))).Failure,
            (await site.SendAsAsync(other.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Withdraw, 1, "不要了"))).Failure,
            (await site.SendAsAsync(other.Mover, await site.BallotAsync(fund, id, For, For, For, For))).Failure,
            (await site.SendAsAsync(other.Mover, new AddMotionFile(fund.Slug, id, MotionPaper.Minutes, "a.pdf", file))).Failure,
            (await site.SendAsAsync(other.Mover, new ShowMotionDesk(fund.Slug, id))).Failure,
            (await site.SendAsAsync(other.Mover, new ListMotions(fund.Slug, null))).Failure,
        ];
        Assert.All(forbidden, failure => Assert.Equal("not_your_fund", failure?.Code));

        // Under the address of one's own fund another's motion does not exist.
        Failure?[] unknown =
        [
            (await site.SendAsAsync(other.Mover, site.Form(fund) with { Slug = other.Slug, Id = id })).Failure,
            (await site.SendAsAsync(other.Mover, new MoveMotion(other.Slug, id, MotionProcess.Withdraw, 1, "不要了"))).Failure,
            (await site.SendAsAsync(other.Mover, await site.BallotAsync(fund, id, For, For, For, For) with { Slug = other.Slug })).Failure,
            (await site.SendAsAsync(other.Mover, new AddMotionFile(other.Slug, id, MotionPaper.Minutes, "a.pdf", file))).Failure,
            (await site.SendAsAsync(other.Mover, new ShowMotionDesk(other.Slug, id))).Failure,
        ];
        Assert.All(unknown, failure => Assert.Equal("motion_unknown", failure?.Code));
        Assert.Equal(MotionProcess.Open, (await site.ReadMotionAsync(id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_OfWhatIsPublished_ChangesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.PublishAsync(fund);

        Assert.Equal("motion_no_draft", (await site.SendAsAsync(fund.Mover, site.Form(fund) with { Id = id, Revision = 0 })).Failure?.Code);

        var motion = await site.ReadMotionAsync(id);
        Assert.Throws<InvalidOperationException>(() => motion.Describe(null!));
    }

    [Theory, OnEveryDatabase]
    public async Task Keep_OnAnOlderRevision_IsAConflict(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var form = site.Form(fund);
        MotionSteps.Demand(await site.SendAsAsync(fund.Mover, form));
        MotionSteps.Demand(await site.SendAsAsync(fund.Mover, form with { Mover = "乙" }));

        Assert.Equal("changed_meanwhile", (await site.SendAsAsync(fund.Mover, form with { Mover = "丙" })).Failure?.Code);
        Assert.Equal("乙", (await site.ReadMotionAsync(form.Id)).Mover.Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_WhenThePlanDroppedThePurpose_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.DraftAsync(fund, form => form with { Purpose = "plan" });
        var revision = (await site.ReadFundAsync(fund.Slug)).Revision;
        var plan = FundSteps.Campaign(fund.Slug, revision);
        await site.SendAsync(plan with { Plan = plan.Plan with { Purpose = FundSteps.Both("另一个目的") } });

        Assert.Equal("purpose_gone", (await site.SendAsAsync(fund.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Publish, 0, null))).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_WithAVoteInThePast_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.DraftAsync(fund, form => form with { VoteOn = site.Today().AddDays(-1) });

        Assert.Equal("vote_too_soon", (await site.SendAsAsync(fund.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Publish, 0, null))).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_OfManyAtOnce_NumbersThemDensely(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var drafts = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            drafts.Add(await site.DraftAsync(fund));
        }

        await Task.WhenAll(drafts.Select(async id => MotionSteps.Demand(await site.SendAsAsync(fund.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Publish, 0, null)))));

        var numbers = new List<int>();
        foreach (var id in drafts)
        {
            numbers.Add((await site.ReadMotionAsync(id)).Number!.Value);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], numbers.Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_AfterPublication_NeedsAReasonThatEverybodyReads(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.PublishAsync(fund);

        Assert.Equal("withdraw_reason_missing", (await site.SendAsAsync(fund.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Withdraw, 1, " ​ "))).Failure?.Code);
        MotionSteps.Demand(await site.SendAsAsync(fund.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Withdraw, 1, "已有人捐赠保温箱")));

        var page = await site.Visit().OpenAsync($"/funds/{fund.Slug}/motions/{(await site.ReadMotionAsync(id)).Code}");
        Assert.Contains("已有人捐赠保温箱", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("changed_meanwhile", (await site.VoteAsync(fund, id, For, For, For, For)).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Move_ByATriggerOfTheVote_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var id = await site.ReadyAsync(fund);

        foreach (var trigger in new[] { MotionProcess.Pass, MotionProcess.Reject, "", "DROP TABLE" })
        {
            var failure = (await site.SendAsAsync(fund.Recorder, new MoveMotion(fund.Slug, id, trigger, 1, null))).Failure;
            Assert.Contains(failure!.Fields, field => field.Code == "motion_move_unknown");
        }
    }
}
