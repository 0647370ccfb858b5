using System.Net;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Money of a project that has to come back: demanded, reminded of, booked to where it came from, written off by somebody else.</summary>
[Collection(nameof(PaymentSites))]
public sealed class ReturnTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Return_PaidInTwoParts_GoesBackToTheFundsItCameFrom(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(60_000, 40_000);
        var (officer, cashier) = (await site.SignInDemanderAsync(), await site.SignInCashierAsync());
        var demand = await officer.DemandAsync(project, "333.33");

        await cashier.ReceiveAsync(demand, "100.01", "转账一");
        cashier.AssertStatus(HttpStatusCode.Found);
        await cashier.ReceiveAsync(demand, "233.32", "转账二");
        cashier.AssertStatus(HttpStatusCode.Found);

        Assert.Equal(ReturnProcess.Settled, (await site.ReadReturnAsync(demand)).State);
        var back = await site.AvailableAsync(project);
        Assert.Equal(33_333, back.Sum());
        Assert.InRange(back[0], 19_999, 20_001);
    }

    [Theory, OnEveryDatabase]
    public async Task Demand_ForMoreThanWasPaid_IsRefusedAlsoInParts(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(100_000);
        var officer = await site.SignInDemanderAsync();

        var page = await officer.TryDemandAsync(project, "500.01");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("500.00", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("500.01", page.QuerySelector("[name=Amount]")!.GetAttribute("value"));

        await officer.DemandAsync(project, "400.00");
        await officer.TryDemandAsync(project, "100.01");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnEveryDatabase]
    public async Task Demand_ByTwoAtOnce_NeverExceedsWhatWasPaid(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(100_000);
        var officers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => site.SignInDemanderAsync()));

        await Task.WhenAll(officers.Select(officer => officer.TryDemandAsync(project, "300.00")));

        Assert.Equal(30_000, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<ReturnDemand>()
            .Where(demand => demand.ProjectSlug == project.Project.Slug).SumAsync(demand => demand.AmountMinor)));
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_EnteredTwice_IsBookedOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(100_000);
        var (officer, cashier) = (await site.SignInDemanderAsync(), await site.SignInCashierAsync());
        var demand = await officer.DemandAsync(project, "300.00");
        var reference = $"退{Guid.NewGuid():N}";

        await cashier.ReceiveAsync(demand, "100.00", reference, isUnique: false);
        await cashier.ReceiveAsync(demand, "100.00", reference, isUnique: false);

        cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal([10_000L], await site.AvailableAsync(project));
        await cashier.ReceiveAsync(demand, "200.01", "多还");
        cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnEveryDatabase]
    public async Task Demand_OverItsDay_IsToldOnceAndWrittenOffByAnotherPerson(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(100_000);
        var officer = await site.SignInDemanderAsync();
        var demand = await officer.DemandAsync(project, "300.00");
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<ReturnDemand>().Where(row => row.Id == demand)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.DueOn, new DateOnly(2026, 1, 31))));

        await site.TurnTheReturnClockAsync();
        await site.TurnTheReturnClockAsync();

        var owner = project.Project.Organisation.Owner.Email!;
        Assert.Single(await site.MailsToAsync(owner), mail => mail.Subject.Contains("逾期未退回", StringComparison.Ordinal));
        await officer.PostPastThePageAsync($"/manage/returns/{demand}/moves", ("trigger", ReturnProcess.Waive), ("version", "0"), ("reason", "注销"));
        officer.AssertStatus(HttpStatusCode.Forbidden);
        var secretary = await site.SignInManagerAsync([], "SecretaryGeneral");
        await secretary.SubmitAsync(await secretary.OpenAsync($"/manage/returns/{demand}"), $"form:has([value={ReturnProcess.Waive}])", ("trigger", ReturnProcess.Waive), ("Reason", "组织已注销"));
        secretary.AssertStatus(HttpStatusCode.Found);
        Assert.Equal(ReturnProcess.Waived, (await site.ReadReturnAsync(demand)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Demand_IsReadByTheOrganisationAndNobodyElse(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (project, other) = (await site.PaidAsync(100_000), await site.StartFundedAsync(100_000));
        var demand = await (await site.SignInDemanderAsync()).DemandAsync(project, "12.34");

        var page = await project.Project.Organisation.Visitor.OpenAsync($"/workspace/returns/{demand}");
        Assert.Contains("12.34", page.Body!.TextContent, StringComparison.Ordinal);
        await other.Project.Organisation.Visitor.GetAsync($"/workspace/returns/{demand}");
        other.Project.Organisation.Visitor.AssertStatus(HttpStatusCode.NotFound);
    }
}

/// <summary>What tests do with money that comes back, in their words.</summary>
internal static class ReturnSteps
{
    /// <summary>A project whose first instalment, half of its money, was paid.</summary>
    public static async Task<FundedProject> PaidAsync(this CharityApp site, params long[] amounts)
    {
        var project = await site.StartFundedAsync(amounts);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(payment)).State);
        return project;
    }

    public static Task<Visitor> SignInDemanderAsync(this CharityApp site) => site.SignInManagerAsync([], "Officer");

    public static async Task<Guid> DemandAsync(this Visitor officer, FundedProject project, string amount)
    {
        await officer.TryDemandAsync(project, amount);
        officer.AssertStatus(HttpStatusCode.Found);
        return Guid.Parse(officer.Location!.Split('/')[^1]);
    }

    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> TryDemandAsync(this Visitor officer, FundedProject project, string amount) => await officer.SubmitAsync(
        await officer.OpenAsync($"/manage/returns/new?project={project.Project.Slug}"), "form[action='/manage/returns']",
        ("Reason", "Unspent"), ("Amount", amount), ("DueOn", "2030-01-31"), ("Explanation", "项目结余"));

    public static async Task ReceiveAsync(this Visitor cashier, Guid demand, string amount, string reference, bool isUnique = true) => await cashier.SubmitAsync(
        await cashier.OpenAsync($"/manage/returns/{demand}"), "form[action$='/receipts']",
        ("Amount", amount), ("ReceivedOn", "2026-11-01"), ("BankReference", isUnique ? $"{reference}{Guid.NewGuid():N}" : reference));

    public static Task<ReturnDemand> ReadReturnAsync(this CharityApp site, Guid id) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<ReturnDesk>().FindAsync(id, CancellationToken.None))!);

    public static Task TurnTheReturnClockAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<ReturnClock>().TurnAsync(CancellationToken.None);
        return true;
    });
}
