using System.Net;
using System.Security.Cryptography;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Notices;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>Decisions are quiet until they are published, and published for all at once.</summary>
[Collection(nameof(DecisionSites))]
public sealed class PublishingTests(DecisionSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Decisions_BeforeTheyArePublished_AreKnownToNobodyElse(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80, 70]);
        await site.DecideAsync(call, chosen: 1, reserves: 1);
        await site.SignAsync(call);

        var owner = call.Organisations[0].Visitor;
        foreach (var path in (string[])[$"/calls/{call.Slug}?fresh=1", "/notices?fresh=1", "/notices/awards?fresh=1", "/search?q=项目1"])
        {
            var page = await owner.OpenAsync(path);
            Assert.DoesNotContain(call.Submissions[0].Title, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain($"{call.Slug}-award-", page.Source.Text, StringComparison.Ordinal);
        }

        await owner.GetAsync(call.Notice);
        owner.AssertStatus(HttpStatusCode.NotFound);
        await owner.GetAsync($"{call.Notice}/text");
        owner.AssertStatus(HttpStatusCode.NotFound);
        await owner.GetAsync(call.Board);
        owner.AssertStatus(HttpStatusCode.Forbidden);
        Assert.Empty(await LettersAsync(site, call));
        Assert.All(call.Submissions, submission => Assert.Equal(SubmissionProcess.Scored, site.StateAsync(submission).GetAwaiter().GetResult()));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_OnceSigned_MovesEverybodyPromisesEveryLetterAndFreezesTheList(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80, 70]);
        await site.PublishAsync(call, chosen: 1, reserves: 1);

        Assert.Equal((SubmissionProcess.OnNotice, SubmissionProcess.Reserve, SubmissionProcess.Declined, CallProcess.Notice),
            (await site.StateAsync(call.Submissions[0]), await site.StateAsync(call.Submissions[1]), await site.StateAsync(call.Submissions[2]), await site.CallStateAsync(call)));
        var letters = await LettersAsync(site, call);
        Assert.Equal(3, letters.Count);
        var refusal = letters.Single(letter => letter.To == call.Organisations[2].Owner.Email);
        Assert.Contains("名额有限", refusal.Text, StringComparison.Ordinal);
        Assert.Contains("需求调研 17.3/20", refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", refusal.Text, StringComparison.Ordinal);

        var notice = await site.ReadNoticeAsync(call);
        var text = await site.Visit().Http.GetByteArrayAsync($"{call.Notice}/text");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text)), notice.Sha256);
        var page = await site.Visit().GetAsync(call.Notice);
        Assert.Equal(notice.Sha256, page.QuerySelector("#sha256")!.TextContent);
        Assert.Contains(call.Submissions[0].Title, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(call.Submissions[1].Title, page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("-award-1", (await site.Visit().GetAsync($"/calls/{call.Slug}?fresh=2")).Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_ByTwoOfficersAtOnce_HappensOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80]);
        await site.DecideAsync(call, chosen: 2);
        await site.SignAsync(call);
        var version = (await site.ReadSelectionAsync(call)).Version;

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => site.SendAsync(new PublishDecisions(call.Slug, SelectionRound.Final, version)))));

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal("changed_meanwhile", result.Failure!.Code));
        Assert.Equal(2, (await LettersAsync(site, call)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Board_SavedByTwo_TellsTheSecondAndKeepsWhatTheyTyped(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80]);
        var (first, second) = (await site.SignInAsync("officer"), await site.SignInAsync("officer"));
        var (firstPage, secondPage) = (await first.OpenAsync(call.Board), await second.OpenAsync(call.Board));

        await first.SubmitAsync(firstPage, "form[method=post][action$='/board']", ("Rows[0].Outcome", "Choose"), ("Rows[1].Outcome", "Decline"));
        first.AssertStatus(HttpStatusCode.Found);
        var told = await second.SubmitAsync(secondPage, "form[method=post][action$='/board']", ("Rows[0].Outcome", "Decline"), ("Rows[0].Note", "第二位写的理由"));
        second.AssertStatus(HttpStatusCode.Conflict);

        Assert.Contains("第二位写的理由", told.Body!.TextContent, StringComparison.Ordinal);
        var saved = await site.ReadSelectionAsync(call);
        Assert.Equal(DecisionOutcome.Choose, saved.Find(call.Submissions[0].Id)!.Outcome);
        await second.SubmitAsync(told, "form[method=post][action$='/board']");
        Assert.Equal(DecisionOutcome.Decline, (await site.ReadSelectionAsync(call)).Find(call.Submissions[0].Id)!.Outcome);
    }

    [Theory, OnEveryDatabase]
    public async Task Board_GivingMoreThanThereIsOrBelowTheMark_IsRefusedWithTheProject(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80, 70, 65, 40]);
        SaveBoard Choose(params int[] places) => new()
        {
            Slug = call.Slug, Round = SelectionRound.Final, Rows = [.. places.Select(place => new TypedDecision { SubmissionId = call.Submissions[place].Id, Outcome = DecisionOutcome.Choose })],
        };

        Assert.Equal(["money_exceeded"], (await site.SendAsync(Choose(0, 1, 2, 3))).Failure!.Fields.Select(field => field.Code));
        Assert.Equal(["below_pass_mark"], (await site.SendAsync(Choose(4))).Failure!.Fields.Select(field => field.Code));
        var cap = Choose(0) with { Rows = [new TypedDecision { SubmissionId = call.Submissions[0].Id, Outcome = DecisionOutcome.Choose, Amount = "30000.01" }] };
        Assert.Equal(["award_out_of_range"], (await site.SendAsync(cap)).Failure!.Fields.Select(field => field.Code));
        Assert.Equal("submission_unknown", (await site.SendAsync(Choose(0) with { Rows = [new TypedDecision { SubmissionId = Guid.NewGuid() }] })).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(Choose(0, 1, 2)));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_WithSomebodyUndecidedOrUnsigned_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90, 80]);
        CallSteps.Demand(await site.SendAsync(new SaveBoard { Slug = call.Slug, Round = SelectionRound.Final, Rows = [new TypedDecision { SubmissionId = call.Submissions[0].Id, Outcome = DecisionOutcome.Choose }] }));

        var minutes = await site.SendAsync(new WriteMinutes { Slug = call.Slug, Round = SelectionRound.Final, Version = 0, Revision = 1, HeldOn = await site.TodayAsync(), Present = "甲" });
        Assert.Equal("submissions_undecided", minutes.Failure!.Code);
        Assert.Equal("not_in_this_state", (await site.SendAsync(new PublishDecisions(call.Slug, SelectionRound.Final, 0))).Failure!.Code);

        // Nobody moves a single submission past the board.
        var behind = await site.InUnitAsync(async services => await services.GetRequiredService<IWorkflowDoor>().FireAsync(
            SubmissionProcess.Table, await services.GetRequiredService<CharityDbContext>().Set<Submission>().SingleAsync(submission => submission.Id == call.Submissions[0].Id), SubmissionProcess.Notify, null, null, default));
        Assert.Equal("decided_on_the_board", behind.Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Minutes_AreSignedByTwoDifferentPeopleWithASecondFactor(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90]);
        await site.DecideAsync(call, chosen: 1);
        var (first, second, without) = (await site.OfficerWithSecondFactorAsync(), await site.OfficerWithSecondFactorAsync(), await site.SignInAsync("officer"));
        await first.SubmitAsync(await first.OpenAsync(call.Board), "form[action$='/minutes']", ("Present", "甲、乙、丙"), ("Remarks", "无异议"));
        first.AssertStatus(HttpStatusCode.Found);
        var minutes = $"{call.Board}/minutes?round=Final";

        await without.SubmitAsync(await without.OpenAsync(minutes), "form[action$='/signatures']");
        Assert.StartsWith("/account/second-factor", without.Location, StringComparison.Ordinal);
        var page = await first.OpenAsync(minutes);
        await first.SubmitAsync(page, "form[action$='/signatures']");
        Assert.Equal(SelectionProcess.Minuted, (await site.ReadSelectionAsync(call)).State);
        await first.SubmitAsync(page, "form[action$='/signatures']");
        first.AssertStatus(HttpStatusCode.Conflict);
        await second.SubmitAsync(await second.OpenAsync(minutes), "form[action$='/signatures']");

        var signed = await site.ReadSelectionAsync(call);
        Assert.Equal((SelectionProcess.Signed, 2), (signed.State, signed.ValidSignatures.Count()));
        Assert.Equal(signed.MinutesSha256, NoticeText.Hash(signed.Minutes!));
        Assert.Contains("无异议", signed.Minutes, StringComparison.Ordinal);

        // Taken back, the signatures count no more.
        CallSteps.Demand(await site.SendAsync(new ReopenBoard(call.Slug, SelectionRound.Final, signed.Version)));
        Assert.Empty((await site.ReadSelectionAsync(call)).ValidSignatures);
    }

    [Theory, OnEveryDatabase]
    public async Task Board_ForSomebodyOfOrBoundToAnApplicantOrWhoScored_IsClosedAndSaysWhoMay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeRankedCallAsync([90]);
        var colleague = await site.OpenAccountAsync("两边的人", ["Officer"]);
        var scorer = await site.OpenAccountAsync("评过分的人", ["Officer"]);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(Charity.Organisations.Dossiers.OrganisationMember.Of(call.Organisations[0].Id, colleague.Id, Charity.Organisations.Contracts.OrganisationRole.Finance, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        SaidScores.All.ScoredBy(call.Id, scorer.Id);
        var bound = await site.OpenAccountAsync("有利害关系的人", ["Officer", "Reviewer"]);
        await site.InUnitAsync(services =>
        {
            var reviewer = Reviewer.Join(bound.Id, bound.Name, TimeProvider.System.GetUtcNow());
            services.GetRequiredService<CharityDbContext>().Add(reviewer);
            return Task.FromResult(true);
        });
        await site.AsAsync(["Reviewer"], services => services.GetRequiredService<IMediator>().Send(new DeclareInterest { Organisation = call.Organisations[0].Name, Kind = InterestKind.PaidAdvice }), userId: bound.Id);

        foreach (var (person, why) in new[] { (colleague, call.Organisations[0].Name), (scorer, "评"), (bound, "利害关系") })
        {
            var visitor = await site.SignInAsync(person);
            var page = await visitor.GetAsync(call.Board);
            visitor.AssertStatus(HttpStatusCode.Forbidden);
            Assert.Contains(why, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(call.Submissions[0].Title, page.Body.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("两边的人、", page.Body.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("有利害关系的人、", page.Body.TextContent, StringComparison.Ordinal);
        }
    }

    private static async Task<List<OutgoingMail>> LettersAsync(CharityApp site, RankedCall call)
    {
        var mails = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().Where(mail => mail.Key.StartsWith("decision:")).ToListAsync());
        return mails.FindAll(mail => call.Submissions.Any(submission => mail.Key.StartsWith($"decision:{submission.Id:N}:", StringComparison.Ordinal)));
    }
}
