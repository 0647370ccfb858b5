using System.Net;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Decisions;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>Less is awarded than was asked for: the organisation says what is left out, and only then there is an agreement.</summary>
[Collection(nameof(DecisionSites))]
public sealed class PartialAwardTests(DecisionSites sites)
{
    private const string BudgetForm = "form[action$='/budget']";

    [Theory, OnEveryDatabase]
    public async Task Award_BelowWhatWasAsked_WaitsForTheBudgetAndThenIsAgreed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await AwardPartAsync(site);
        var (owner, officer) = (project.Organisation.Visitor, await site.OfficerWithSecondFactorAsync());
        Assert.Empty((await site.ReadProjectAsync(project.Slug)).Budget);
        Assert.NotNull((await owner.OpenAsync(project.Workspace)).QuerySelector($"a[href='{project.Workspace}/budget']"));
        Assert.Contains("待实施组织办理", (await officer.OpenAsync(project.Office)).Body!.TextContent, StringComparison.Ordinal);

        var agreement = await officer.OpenAsync(project.Office + "/agreement");
        Assert.True(agreement.QuerySelector("form[action$='/offer'] button")!.HasAttribute("disabled"));
        await officer.SubmitAsync(agreement, "form[action$='/offer']");
        officer.AssertStatus(HttpStatusCode.Conflict);

        var page = await owner.OpenAsync(project.Workspace + "/budget");
        Assert.Equal("30000", page.QuerySelector("[name='a.budget.0.3']")!.GetAttribute("value"));
        await owner.SubmitAsync(page, BudgetForm, [.. Line(0, "activities", "活动", "24500", "500"), .. Line(1, "administration", "办公", "1000.00", "")]);
        Assert.Equal(project.Workspace, owner.Location);

        var settled = await site.ReadProjectAsync(project.Slug);
        Assert.Equal((25_000_00L, 2), (settled.Budget.Sum(line => line.AskedMinor), settled.Budget.Count));
        await project.OfferAsync(officer);
        await owner.SubmitAsync(page, BudgetForm, Line(0, "activities", "活动", "25000", ""));
        owner.AssertStatus(HttpStatusCode.Conflict);
        await project.SignAsync();
        await project.CountersignAsync(officer);
        Assert.Equal(ProjectProcess.Signed, (await site.ReadProjectAsync(project.Slug)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Budget_ThatBreaksARule_IsRefusedInWordsAndKept(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await AwardPartAsync(site);
        var owner = project.Organisation.Visitor;
        var page = await owner.OpenAsync(project.Workspace + "/budget");
        foreach (var (lines, words) in new ((string, string)[], string)[]
        {
            (Line(0, "activities", "活动", "24999.99", ""), "须完全一致"),
            (Line(0, "activities", "活动", "25000.01", ""), "须完全一致"),
            ([.. Line(0, "activities", "活动", "14999.99", ""), .. Line(1, "staff", "人员", "10000.01", "")], "40.1"),
            (Line(0, "activities", "笔记本电脑", "25000", ""), "固定资产"),
            (Line(0, "other", "活动", "25000", ""), "第 1 行"),
        })
        {
            var shown = await owner.SubmitAsync(page, BudgetForm, lines);
            owner.AssertStatus(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(words, shown.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(lines[3].Item2, shown.QuerySelector("[name='a.budget.0.3']")!.GetAttribute("value"));
        }

        Assert.Empty((await site.ReadProjectAsync(project.Slug)).Budget);
    }

    [Theory, OnEveryDatabase]
    public async Task Budget_OfAnother_IsNotThereAndFinanceOnlyReads(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await AwardPartAsync(site);
        var stranger = (await site.MakeOrganisationAsync(Charity.Organisations.Dossiers.OrganisationProcess.Verified)).Visitor;
        await stranger.GetAsync(project.Workspace + "/budget");
        stranger.AssertStatus(HttpStatusCode.NotFound);

        var finance = await site.AddMemberAsync(project.Organisation.Id, OrganisationRole.Finance);
        await finance.SubmitAsync(await finance.OpenAsync(project.Workspace + "/budget"), BudgetForm, Line(0, "activities", "活动", "25000", ""));
        finance.AssertStatus(HttpStatusCode.Forbidden);
        Assert.Empty((await site.ReadProjectAsync(project.Slug)).Budget);
    }

    [Theory, OnEveryDatabase]
    public async Task Mail_OfTheAward_SaysWhatToDo(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await AwardPartAsync(site);
        var id = (await site.ReadProjectAsync(project.Slug)).Id;
        var mail = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().SingleAsync(mail => mail.Key.StartsWith($"awarded:{id:N}:")));
        Assert.Contains(project.Workspace + "/budget", mail.Text, StringComparison.Ordinal);
    }

    /// <summary>25,000 of the 30,000 that were asked for.</summary>
    private static async Task<TestProject> AwardPartAsync(CharityApp site)
    {
        var call = await site.MakeRankedCallAsync([90]);
        CallSteps.Demand(await site.SendAsync(new SaveBoard
        {
            Slug = call.Slug, Round = SelectionRound.Final, Rows = [new TypedDecision { SubmissionId = call.Submissions[0].Id, Outcome = DecisionOutcome.Choose, Amount = "25000", Note = "按预算评审意见核减" }],
        }));
        await site.SignAsync(call);
        CallSteps.Demand(await site.SendAsync(new PublishDecisions(call.Slug, SelectionRound.Final, (await site.ReadSelectionAsync(call)).Version)));
        await site.ReleaseAsync((await site.ReadNoticeAsync(call)).EndsUtc);
        return new TestProject(Project.SlugOf(call.Slug, 1), call.Organisations[0]);
    }

    private static (string, string)[] Line(int row, string head, string item, string total, string own) =>
        [($"a.budget.{row}.0", head), ($"a.budget.{row}.1", item), ($"a.budget.{row}.2", "每场"), ($"a.budget.{row}.3", total), ($"a.budget.{row}.4", own)];
}
