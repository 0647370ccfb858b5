using System.Net;
using System.Text;
using AngleSharp.Dom;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Ventures.Submissions;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class SubmissionTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Draft_OfSomebodyElse_IsUnknownAtEveryAddress(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();
        await site.HandInAsync();
        var versions = await site.VersionsOfAsync(draft.Id);
        var stranger = (await site.MakeOrganisationAsync(OrganisationProcess.Verified)).Visitor;

        foreach (var path in (string[])["", "/print", "/parts/1", "/comparison", $"/files/{Guid.NewGuid()}"])
        {
            await stranger.GetAsync(draft.Address + path);
            stranger.AssertStatus(HttpStatusCode.NotFound);
        }

        // With a valid token of a page of their own, the posts are refused too.
        var own = await stranger.OpenAsync($"/calls/{draft.CallSlug}/apply");
        var token = own.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var path in (string[])["/moves", "/parts/1", $"/versions/{versions.FirstOrDefault()?.Id ?? Guid.NewGuid()}/restore", $"/parts/5/files/documents/{Guid.NewGuid()}/remove"])
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("trigger", "discard"), new("a.summary", "别人的话")]);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Http.PostAsync(draft.Address + path, form)).StatusCode);
        }

        Assert.Equal("为独居老人定期上门", (await site.ReadSubmissionAsync(draft.Id)).Answers.TextOf("summary"));
        Assert.Null((await stranger.OpenAsync("/workspace/submissions")).QuerySelector($"a[href='{draft.Address}']"));
        var officer = await site.SignInAsync("officer");
        await officer.GetAsync(draft.OfficeAddress);
        officer.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Write_ByTheOneWhoKeepsTheAccount_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();
        var finance = await site.AddMemberAsync(draft.By.Id, OrganisationRole.Finance);

        Assert.Equal("楼道里的守望", (await finance.OpenAsync(draft.Address)).QuerySelector("h1")!.TextContent);
        await finance.GetAsync($"{draft.Address}/parts/1");
        finance.AssertStatus(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Write_ByTwoColleaguesInTheSamePart_TellsTheSecondAndLosesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();
        var colleague = await site.AddMemberAsync(draft.By.Id, OrganisationRole.Editor);
        var mine = await draft.Visitor.OpenAsync($"{draft.Address}/parts/2");
        var theirs = await colleague.OpenAsync($"{draft.Address}/parts/2");

        await colleague.SubmitAsync(theirs, "#part", ("a.need", "同事写的需求"));
        var both = await draft.Visitor.SubmitAsync(mine, "#part", ("a.need", "我写的需求"));

        draft.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal("我写的需求", both.QuerySelector("[name='a.need']")!.TextContent);
        Assert.Contains("同事写的需求", both.QuerySelector("[data-question=need]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("同事写的需求", (await site.ReadSubmissionAsync(draft.Id)).Answers.TextOf("need"));

        await draft.Visitor.SubmitAsync(both, "#part");
        Assert.Equal("我写的需求", (await site.ReadSubmissionAsync(draft.Id)).Answers.TextOf("need"));
        Assert.Contains(await site.VersionsOfAsync(draft.Id), version => version.Answers.TextOf("need") == "同事写的需求");
    }

    [Theory, OnEveryDatabase]
    public async Task Write_ByTwoColleaguesInDifferentParts_KeepsBoth(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync(isEmpty: true);
        var colleague = await site.AddMemberAsync(draft.By.Id, OrganisationRole.Editor);
        var one = await draft.Visitor.OpenAsync($"{draft.Address}/parts/1");
        var two = await colleague.OpenAsync($"{draft.Address}/parts/2");

        await Task.WhenAll(draft.Visitor.SubmitAsync(one, "#part", ("a.summary", "第一部分")), colleague.SubmitAsync(two, "#part", ("a.need", "第二部分")));

        var answers = (await site.ReadSubmissionAsync(draft.Id)).Answers;
        Assert.Equal(("第一部分", "第二部分"), (answers.TextOf("summary"), answers.TextOf("need")));
    }

    [Theory, OnEveryDatabase]
    public async Task Autosave_WhileTyping_SavesAndShowsTheBudgetAgainstTheRules(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync(isEmpty: true);
        var page = await draft.Visitor.OpenAsync($"{draft.Address}/parts/4");
        draft.Visitor.Http.DefaultRequestHeaders.Add("X-Autosave", "1");

        var live = await draft.Visitor.SubmitAsync(
            page, "#part", ("a.budget.0.0", "activities"), ("a.budget.0.1", "义诊"), ("a.budget.0.3", "６０００"), ("a.budget.1.0", "staff"), ("a.budget.1.1", "补贴"), ("a.budget.1.3", "4000.01"), ("a.budget.2.1", "购买投影仪"), ("a.budget.2.3", "x"));

        draft.Visitor.AssertStatus(HttpStatusCode.OK);
        Assert.Null(live.QuerySelector("h1"));
        Assert.Equal(["head_unknown", "amount_missing", "item_forbidden", "head_over_limit"], live.QuerySelectorAll("[data-code]").Select(item => item.GetAttribute("data-code")!));
        Assert.Contains("10,000.01", live.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, (await site.ReadSubmissionAsync(draft.Id)).Answers.RowsOf("budget").Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Write_OfTenThousandBudgetLines_IsRefusedInWords(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();

        var answer = await draft.WritePartAsync(4, [.. Enumerable.Range(0, 10_000).SelectMany(row => ((string, string)[])[($"a.budget.{row}.0", "activities"), ($"a.budget.{row}.1", "材料"), ($"a.budget.{row}.3", "1")])]);

        draft.Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("10000", answer.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await site.ReadSubmissionAsync(draft.Id)).Answers.RowsOf("budget").Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Write_WhileTheLastDayEnds_IsTakenInTheGraceAndRefusedPolitelyAfterwards(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var inTime = await site.WriteSubmissionAsync();
        var tooLate = await site.WriteSubmissionAsync(inTime.CallSlug);
        var page = await tooLate.Visitor.OpenAsync($"{tooLate.Address}/parts/2");

        await site.CloseAtAsync(inTime.CallSlug, minutesAgo: 5);
        await inTime.MoveAsync(SubmissionProcess.Submit);
        Assert.Equal(SubmissionProcess.Submitted, (await site.ReadSubmissionAsync(inTime.Id)).State);
        var newcomer = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        Assert.Null((await newcomer.Visitor.OpenAsync($"/calls/{inTime.CallSlug}/apply")).QuerySelector("[name=Title]"));

        await site.CloseAtAsync(inTime.CallSlug, minutesAgo: 16);
        var answer = await tooLate.Visitor.SubmitAsync(page, "#part", ("a.need", "写到一半"));
        tooLate.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal("写到一半", answer.QuerySelector("[name='a.need']")!.TextContent);
        await tooLate.MoveAsync(SubmissionProcess.Submit);
        tooLate.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal((SubmissionProcess.Draft, "走访 120 户"), await Of(tooLate));

        async Task<(string, string)> Of(TestSubmission one) => await site.ReadSubmissionAsync(one.Id) is var saved ? (saved.State, saved.Answers.TextOf("need")) : default;
    }

    [Theory, OnEveryDatabase]
    public async Task Files_OfADraft_AreListedKeptInVersionsAndHiddenFromOthers(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();
        await draft.UploadAsync("社区意见.pdf", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"u8.ToArray());
        draft.Visitor.AssertStatus(HttpStatusCode.Redirect);
        var file = Assert.Single((await site.ReadSubmissionAsync(draft.Id)).Answers.FilesOf("documents"));

        await draft.UploadAsync("宏.pdf", [0x50, 0x4B, 0x03, 0x04, .. Encoding.ASCII.GetBytes("xl/vbaProject.bin")]);
        draft.Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await draft.MoveAsync(SubmissionProcess.Submit);

        var officer = await site.SignInAsync("officer");
        await officer.GetAsync($"{draft.OfficeAddress}/files/{file}");
        officer.AssertStatus(HttpStatusCode.OK);
        var stranger = (await site.MakeOrganisationAsync()).Visitor;
        foreach (var address in (string[])[$"{draft.Address}/files/{file}", $"{draft.OfficeAddress}/files/{file}"])
        {
            await stranger.GetAsync(address);
            Assert.Contains(stranger.Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Forbidden]);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Markup_InAnswers_StaysText(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        var submission = await site.WriteSubmissionAsync();
        await submission.WritePartAsync(2, ("a.need", Hostile), ("a.schedule.0.1", Hostile));
        await submission.MoveAsync(SubmissionProcess.Submit);
        var officer = await site.SignInAsync("officer");

        foreach (var page in (IDocument[])[await submission.Visitor.OpenAsync(submission.Address), await submission.Visitor.OpenAsync(submission.Address + "/print"), await officer.OpenAsync(submission.OfficeAddress)])
        {
            Assert.Equal(Hostile, page.QuerySelector("[data-question=need] p")!.TextContent);
            Assert.Empty(page.QuerySelectorAll("main script, main img[onerror]"));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_OfAnEarlierState_BringsItBackAndKeepsTheLater(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();
        var colleague = await site.AddMemberAsync(draft.By.Id, OrganisationRole.Editor);
        await colleague.SubmitAsync(await colleague.OpenAsync($"{draft.Address}/parts/2"), "#part", ("a.need", "改坏了"));
        var before = Assert.Single(await site.VersionsOfAsync(draft.Id));

        var page = await draft.Visitor.OpenAsync(draft.Address);
        await draft.Visitor.SubmitAsync(page, $"form[action='{draft.Address}/versions/{before.Id}/restore']");

        Assert.Equal("走访 120 户", (await site.ReadSubmissionAsync(draft.Id)).Answers.TextOf("need"));
        Assert.Contains(await site.VersionsOfAsync(draft.Id), version => version.Answers.TextOf("need") == "改坏了");
    }
}
