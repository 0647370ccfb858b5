using System.Net;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Tests.Donations;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Agreements;
using Charity.Ventures.Changes;
using Charity.Ventures.Projects;

namespace Charity.Tests.Disbursements;

/// <summary>The sites of these tests alone, so that <c>verify</c> looks at nothing else.</summary>
[CollectionDefinition(nameof(LoweredSites))]
public sealed class LoweredSites : ICollectionFixture<SharedSites>;

/// <summary>An organisation gives a part of its award up: instalments, sources, budget, agreement and books stay in step to the cent, before and after the first payment.</summary>
[Collection(nameof(LoweredSites))]
public sealed class LoweredAwardTests(SharedSites sites)
{
    private static readonly long[] TwoSources = [600_000, 400_001];

    [Theory, OnEveryDatabase]
    public async Task Less_BeforeTheFirstPayment_LowersTheLastInstalmentsAndFreesExactlyThat(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(TwoSources);
        var officer = await site.OfficerWithSecondFactorAsync();

        await AskOnThePageAsync(site, project, 250_001);
        await officer.SubmitAsync(await officer.OpenAsync(project.Project.Office + "/changes"), "form[action*='/changes/']", ("trigger", ChangeProcess.Approve));
        officer.AssertStatus(HttpStatusCode.Found);

        var after = await site.ReadProjectAsync(project.Project.Slug);
        Assert.Equal([500_000L, 250_000L, 0L], after.Instalments.Select(instalment => instalment.AmountMinor));
        Assert.Equal([InstalmentProcess.Due, InstalmentProcess.Waiting, InstalmentProcess.Stopped], after.Instalments.Select(instalment => instalment.State));
        Assert.Equal((750_000L, 750_000L), (after.AwardedMinor, after.Budget.Sum(line => line.AskedMinor)));
        await AssertInStepAsync(site, project, TwoSources);
        var payment = await site.PaidAsync(project);
        Assert.Equal([299_999L, 200_001L], payment.Parts.Select(part => part.AmountMinor));
        await AssertInStepAsync(site, project, TwoSources, paid: [299_999, 200_001]);
    }

    [Theory, OnEveryDatabase]
    public async Task Less_AfterTheFirstPayment_GivesTheCommitmentsPartBack(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(333_333, 333_334, 333_336);
        var paid = (await site.PaidAsync(project)).Parts.Select(part => part.AmountMinor).ToArray();

        await site.LowerAsync(project, 77_777);
        await AssertInStepAsync(site, project, [333_333, 333_334, 333_336], paid);
        await site.LowerAsync(project, 100_001);
        await AssertInStepAsync(site, project, [333_333, 333_334, 333_336], paid);

        // What is left of the award is what was paid and what can still be asked for; ending the project frees the rest.
        await site.TerminateAsync(project);
        Assert.Equal([0L, 0L, 0L], await site.CommittedAsync(project));
        Assert.Equal([333_333 - paid[0], 333_334 - paid[1], 333_336 - paid[2]], await site.AvailableAsync(project));
        await site.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Less_WhileAPaymentIsApproved_LeavesThatPaymentAsItIs(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(TwoSources);
        var approved = await site.ApprovedAsync(project);

        await site.LowerAsync(project, 500_001);

        Assert.Equal(500_000, (await site.ReadProjectAsync(project.Project.Slug)).AwardedMinor);
        await AssertInStepAsync(site, project, TwoSources);
        await site.PayAsync(approved);
        Assert.Equal([0L, 0L], await site.CommittedAsync(project));
        await AssertInStepAsync(site, project, TwoSources, paid: [299_999, 200_001]);
    }

    [Theory, OnEveryDatabase]
    public async Task Less_ThanIsLeft_IsRefusedInWords(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(TwoSources);
        Assert.Equal(["less_is_everything"], CodesOf(await site.AskLessAsync(project, 1_000_001)));
        await project.AskAsync(site);

        Assert.Equal(["less_not_covered"], CodesOf(await site.AskLessAsync(project, 500_002)));
        Assert.Equal(["amount_wrong"], CodesOf(await site.SendAsync(new RequestChange(project.Project.Slug, ChangeKind.Less, "用不完", null, ["1"]) { Less = "0" })));
        Assert.Equal(["budget_sum_differs"], CodesOf(await site.SendAsync(new RequestChange(project.Project.Slug, ChangeKind.Less, "用不完", null, ["9000.00"]) { Less = "1000.00" })));
        var owner = project.Project.Organisation.Visitor;
        var page = await owner.SubmitAsync(
            await owner.OpenAsync(project.Project.Workspace + "/changes"), "form[action$='/changes']", ("kind", "Less"), ("reason", "用不完"), ("less", "5000.02"), ("amounts[0]", "4999.99"));
        Assert.Contains("5,000.01", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("5000.02", page.QuerySelector("#Less")!.GetAttribute("value"));
        await AssertInStepAsync(site, project, TwoSources);
    }

    [Theory, OnEveryDatabase]
    public async Task Less_ByAnEditor_IsTheOwnersToAsk(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var editor = await site.AddMemberAsync(project.Project.Organisation.Id, OrganisationRole.Editor);

        await editor.SubmitAsync(await editor.OpenAsync(project.Project.Workspace + "/changes"), "form[action$='/changes']", ("kind", "Less"), ("reason", "用不完"), ("less", "10"), ("amounts[0]", "990"));

        editor.AssertStatus(HttpStatusCode.Forbidden);
        Assert.Null(await site.ChangeOfAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_AfterTheMoneyWasAskedFor_IsRefusedAndChangesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(TwoSources);
        CallSteps.Demand(await site.AskLessAsync(project, 600_000));
        await project.AskAsync(site);

        Assert.Equal("less_not_covered", (await site.DecideAsync(project, ChangeProcess.Approve)).Failure!.Code);

        Assert.Equal(1_000_001, (await site.ReadProjectAsync(project.Project.Slug)).AwardedMinor);
        await AssertInStepAsync(site, project, TwoSources);
        CallSteps.Demand(await site.DecideAsync(project, ChangeProcess.Refuse, "已申请拨付"));
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_OfABudgetFromBeforeTheAwardWasLowered_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(TwoSources);
        CallSteps.Demand(await site.SendAsync(new RequestChange(project.Project.Slug, ChangeKind.Budget, "调整", null, ["10000.01"])));
        var moved = await site.ChangeOfAsync(project);
        await site.LowerAsync(project, 1);

        var refused = await site.SendAsync(new DecideChange(project.Project.Slug, moved!.Id, ChangeProcess.Approve, moved.Version, null));

        Assert.Equal("change_outdated", refused.Failure!.Code);
        await AssertInStepAsync(site, project, TwoSources);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_WhileThePaymentIsAskedForAndTwice_HappensOnceOrNotAtAll(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        for (var round = 0; round < 4; round++)
        {
            var project = await site.StartFundedAsync(TwoSources);
            CallSteps.Demand(await site.AskLessAsync(project, 700_000));
            var change = (await site.ChangeOfAsync(project))!;
            Task<Result> Approve() => site.SendAsync(new DecideChange(project.Project.Slug, change.Id, ChangeProcess.Approve, change.Version, null));

            var (ask, approvals) = (site.TryAskAsync(project), Task.WhenAll(Approve(), Approve()));
            var (asked, lowered) = (await ask, (await approvals).Count(result => result.Succeeded));

            // Whoever comes first: the first instalment is asked for whole and nothing is given up, or it is lowered and asked for as it is then.
            var after = await site.ReadProjectAsync(project.Project.Slug);
            Assert.Null(asked.Failure);
            Assert.InRange(lowered, 0, 1);
            Assert.Equal(lowered == 1 ? (300_001L, 300_001L) : (1_000_001L, 500_000L), (after.AwardedMinor, (await site.ReadPaymentAsync(asked.Value)).AmountMinor));
            await AssertInStepAsync(site, project, TwoSources);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Less_Approved_WritesAnAmendmentThatBothSignAndTakesBackWhatWasOffered(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(TwoSources);
        var officer = await site.OfficerWithSecondFactorAsync();
        CallSteps.Demand(await site.SendAsync(new RequestChange(project.Project.Slug, ChangeKind.Time, "场地装修", (await site.ReadProjectAsync(project.Project.Slug)).RunsUntil.AddDays(10), [])));
        CallSteps.Demand(await site.DecideAsync(project, ChangeProcess.Approve));
        await project.Project.OfferAsync(officer);

        await site.LowerAsync(project, 250_000);

        Assert.Equal([AgreementProcess.Countersigned, AgreementProcess.Withdrawn], (await AgreementTests.ReadAgreementsAsync(site, project.Project)).Select(agreement => agreement.State));
        await project.Project.OfferAsync(officer);
        await project.Project.SignAsync();
        await project.Project.CountersignAsync(officer);
        var signed = (await AgreementTests.ReadAgreementsAsync(site, project.Project))[^1];
        Assert.Equal((3, AgreementProcess.Countersigned), (signed.Number, signed.State));
        Assert.Contains("7,500.01", signed.Text, StringComparison.Ordinal);
        Assert.Contains(@"66\.7", signed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10,000.01", signed.Text, StringComparison.Ordinal);
        Assert.Contains("7,500.01", (await site.Visit().GetAsync(project.Project.Page)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Shrink_RandomParts_MakesTheSumAndLetsNoPartGrow()
    {
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.NextInt64(0, random.Next(2) == 0 ? 4 : 10_000_000)).ToList();
            var to = random.NextInt64(0, parts.Sum() + 1);

            var shrunk = LoweredAward.Shrink(parts, to);

            Assert.Equal(to, shrunk.Sum());
            Assert.All(parts.Zip(shrunk), pair => Assert.InRange(pair.Second, 0, pair.First));
        }
    }

    private static async Task AskOnThePageAsync(CharityApp site, FundedProject project, long lessMinor)
    {
        var owner = project.Project.Organisation.Visitor;
        var left = (await site.ReadProjectAsync(project.Project.Slug)).AwardedMinor - lessMinor;
        await owner.SubmitAsync(
            await owner.OpenAsync(project.Project.Workspace + "/changes"), "form[action$='/changes']",
            ("kind", "Less"), ("reason", "物资由企业捐赠，用不完"), ("less", LoweredSteps.Typed(lessMinor)), ("amounts[0]", LoweredSteps.Typed(left)));
        owner.AssertStatus(HttpStatusCode.Found);
    }

    private static IEnumerable<string> CodesOf(Result result) => result.Failure!.Fields.Select(field => field.Code);

    /// <summary>Award, instalments and sources make the same; every fund has again what it does not give any more, and the rest is promised or paid.</summary>
    private static async Task AssertInStepAsync(CharityApp site, FundedProject project, long[] given, long[]? paid = null)
    {
        var now = await site.ReadProjectAsync(project.Project.Slug);
        Assert.Equal(now.AwardedMinor, now.Instalments.Sum(instalment => instalment.AmountMinor));
        Assert.Equal(now.AwardedMinor, now.Sources.Sum(source => source.AmountMinor));
        Assert.Equal(now.AwardedMinor, now.Budget.Sum(line => line.AskedMinor));
        var sources = now.Sources.OrderBy(source => source.Number).Select(source => source.AmountMinor).ToList();
        Assert.Equal(given.Zip(sources, (all, kept) => all - kept), await site.AvailableAsync(project));
        Assert.Equal(sources.Zip(paid ?? new long[given.Length], (kept, out_) => kept - out_), await site.PromisedAsync(project));
        await site.AssertBooksAreRightAsync();
    }
}
