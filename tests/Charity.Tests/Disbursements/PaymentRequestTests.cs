using System.Net;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Requests;
using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>An organisation asks for what is due; the people the rule names approve exactly that, and nobody else.</summary>
[Collection(nameof(PaymentSites))]
public sealed class PaymentRequestTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Ask_ForADueInstalment_WaitsForApprovalOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(600_000, 400_001);

        var payment = await project.AskAsync(site);
        Assert.Equal(payment.Id, (await project.AskAsync(site)).Id);

        Assert.Equal((PaymentProcess.Asked, 500_000L), (payment.State, payment.AmountMinor));
        Assert.Equal([299_999L, 200_001L], payment.Parts.Select(part => part.AmountMinor));
        Assert.Equal(InstalmentProcess.Requested, (await site.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
        Assert.True(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>().AnyAsync(alert => alert.Url == $"/manage/payments/{payment.Id}" && alert.ResolvedUtc == null)));
    }

    [Theory, OnEveryDatabase]
    public async Task Ask_WhenNotDueOrTheAccountIsNotProved_IsRefusedInWords(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var owner = project.Project.Organisation.Visitor;

        await owner.PostPastThePageAsync($"/workspace/instalments/{project.Instalments[1]}/payment");
        owner.AssertStatus(HttpStatusCode.Conflict);
        await site.ChangeAccountAsync(project);
        var page = await owner.PostPastThePageAsync($"/workspace/instalments/{project.Instalments[0]}/payment", ("remark", "急用"));
        owner.AssertStatus(HttpStatusCode.Conflict);
        Assert.Contains("急用", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentRequest>().AnyAsync(request => request.SubjectId == project.Instalments[0])));
    }

    [Theory, OnEveryDatabase]
    public async Task Ask_ByStrangersOrEditors_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var address = $"/workspace/instalments/{project.Instalments[0]}/payment";
        var (stranger, editor) = (await site.SignInAsync("resident"), await site.AddMemberAsync(project.Project.Organisation.Id, OrganisationRole.Editor));

        await stranger.PostPastThePageAsync(address);
        stranger.AssertStatus(HttpStatusCode.NotFound);
        await editor.PostPastThePageAsync(address);
        editor.AssertStatus(HttpStatusCode.Forbidden);
        var payment = await project.AskAsync(site);
        await stranger.GetAsync($"/workspace/payments/{payment.Id}");
        stranger.AssertStatus(HttpStatusCode.NotFound);
        await stranger.PostPastThePageAsync($"/workspace/payments/{payment.Id}/moves", ("trigger", PaymentProcess.Cancel));
        stranger.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_ByTwoManagersOfTheFunds_CompletesATwoStepRule(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(3_000_002);
        var payment = await project.AskAsync(site);
        Assert.Equal(2, payment.Rule.Steps.Count);
        var (one, other, foreign) = (await site.SignInManagerAsync(project.Funds), await site.SignInManagerAsync(project.Funds), await site.SignInManagerAsync([]));

        await foreign.ApproveAsync(payment.Id);
        foreign.AssertStatus(HttpStatusCode.Conflict);
        await one.ApproveAsync(payment.Id);
        one.AssertStatus(HttpStatusCode.Found);
        Assert.Equal(PaymentProcess.Asked, (await site.ReadPaymentAsync(payment.Id)).State);
        await one.ApproveAsync(payment.Id);
        one.AssertStatus(HttpStatusCode.Conflict);
        await other.ApproveAsync(payment.Id);
        other.AssertStatus(HttpStatusCode.Found);

        var approved = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal((PaymentProcess.Approved, 2), (approved.State, approved.Standing.Count()));
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_WithoutASecondFactor_AsksForItFirst(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var manager = await site.SignInAsync(await site.OpenAccountAsync("无二次验证", ["FundManager"]));

        await manager.PostPastThePageAsync($"/manage/payments/{payment.Id}/approval", ("version", $"{payment.Version}"), ("sha256", payment.Sha256));

        Assert.Contains("second-factor", manager.Location, StringComparison.Ordinal);
        Assert.Empty((await site.ReadPaymentAsync(payment.Id)).Approvals);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_BySomebodyOfTheOrganisation_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var user = await site.OpenAccountAsync("两头任职", ["FundManager"]);
        await site.InUnitAsync(services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            db.Add(new Charity.Users.Accounts.UserScope { UserId = user.Id, Kind = Charity.Users.Accounts.ScopeKind.Fund, Code = project.Funds[0] });
            db.Add(Charity.Organisations.Dossiers.OrganisationMember.Of(project.Project.Organisation.Id, user.Id, OrganisationRole.Editor, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var inside = await site.SignInAsync(user);
        await inside.EnrolAsync();

        var page = await inside.PostPastThePageAsync($"/manage/payments/{payment.Id}/approval", ("version", $"{payment.Version}"), ("sha256", payment.Sha256));

        inside.AssertStatus(HttpStatusCode.Conflict);
        Assert.Contains("本机构成员不能办理", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await site.ReadPaymentAsync(payment.Id)).Approvals);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_ByManyAtOnce_CountsOne(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(3_000_002);
        var payment = await project.AskAsync(site);
        var managers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SignInManagerAsync(project.Funds)));
        var pages = await Task.WhenAll(managers.Select(manager => manager.OpenAsync($"/manage/payments/{payment.Id}")));

        await Task.WhenAll(managers.Zip(pages).Select(pair => pair.First.SubmitAsync(pair.Second, "form[action$='/approval']")));

        Assert.Equal(1, managers.Count(manager => manager.Status == HttpStatusCode.Found));
        Assert.Equal(3, managers.Count(manager => manager.Status == HttpStatusCode.Conflict));
        Assert.Single((await site.ReadPaymentAsync(payment.Id)).Approvals);
    }

    [Theory, OnEveryDatabase]
    public async Task Account_ChangedAfterTheApproval_TakesItDownAndTellsThePayee(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        await (await site.SignInManagerAsync(project.Funds)).ApproveAsync(payment.Id);
        Assert.Equal(PaymentProcess.Approved, (await site.ReadPaymentAsync(payment.Id)).State);

        await site.ChangeAccountAsync(project);

        var fallen = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal((PaymentProcess.Returned, 0), (fallen.State, fallen.Standing.Count()));
        Assert.NotNull(Assert.Single(fallen.Approvals).InvalidatedUtc);
        Assert.Contains(await site.MailsToAsync(project.Project.Organisation.Owner.Email!), mail => mail.Subject.Contains("审批已失效", StringComparison.Ordinal));

        // Asked again with the new account, once that is proved; and approved anew.
        var owner = project.Project.Organisation.Visitor;
        await owner.SubmitAsync(await owner.OpenAsync($"/workspace/payments/{payment.Id}"), "form[action$='/moves']", ("trigger", PaymentProcess.AskAgain));
        owner.AssertStatus(HttpStatusCode.Conflict);
        await site.ProveAccountAsync(project.Project.Organisation);
        await owner.SubmitAsync(await owner.OpenAsync($"/workspace/payments/{payment.Id}"), "form[action$='/moves']", ("trigger", PaymentProcess.AskAgain));
        owner.AssertStatus(HttpStatusCode.Found);
        var again = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal(PaymentProcess.Asked, again.State);
        Assert.NotEqual(payment.Sha256, again.Sha256);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_WhenAConditionIsBrokenMeanwhile_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        await site.InUnitAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            await db.Set<Charity.Ventures.Agreements.Agreement>().Where(agreement => agreement.ProjectId == payment.ProjectId).ExecuteDeleteAsync();
            return true;
        });
        var manager = await site.SignInManagerAsync(project.Funds);

        await manager.PostPastThePageAsync($"/manage/payments/{payment.Id}/approval", ("version", $"{payment.Version}"), ("sha256", payment.Sha256));

        manager.AssertStatus(HttpStatusCode.Conflict);
        Assert.Empty((await site.ReadPaymentAsync(payment.Id)).Approvals);
    }

    [Theory, OnEveryDatabase]
    public async Task Decline_WithItsReason_LeavesTheInstalmentToBeAskedForAgain(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var manager = await site.SignInManagerAsync(project.Funds);

        await manager.SubmitAsync(await manager.OpenAsync($"/manage/payments/{payment.Id}"), "form[action$='/moves']", ("Trigger", PaymentProcess.Decline));
        manager.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await manager.SubmitAsync(await manager.OpenAsync($"/manage/payments/{payment.Id}"), "form[action$='/moves']", ("Trigger", PaymentProcess.Decline), ("Reason", "票据不全"));
        manager.AssertStatus(HttpStatusCode.Found);

        Assert.Contains("票据不全", (await project.Project.Organisation.Visitor.OpenAsync($"/workspace/payments/{payment.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(InstalmentProcess.Due, (await site.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
        Assert.NotEqual(payment.Id, (await project.AskAsync(site)).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Clock_WhenNobodyDecides_LetsTheRequestLapse(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        await site.TurnThePaymentClockAsync();
        Assert.Equal(PaymentProcess.Asked, (await site.ReadPaymentAsync(payment.Id)).State);

        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentRequest>().Where(request => request.Id == payment.Id)
            .ExecuteUpdateAsync(request => request.SetProperty(r => r.DecideByUtc, DateTime.UtcNow.AddMinutes(-1))));
        await site.TurnThePaymentClockAsync();

        Assert.Equal(PaymentProcess.Expired, (await site.ReadPaymentAsync(payment.Id)).State);
        Assert.Equal(InstalmentProcess.Due, (await site.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
    }
}
