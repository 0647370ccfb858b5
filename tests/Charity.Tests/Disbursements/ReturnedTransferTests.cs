using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Money that does not arrive: sent back by the payee's bank, or on its way when the project was terminated.</summary>
[Collection(nameof(PaymentSites))]
public sealed class ReturnedTransferTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Transfer_SentBackAfterItWasPaid_IsSetAsideAgainAndPaidOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(60_000, 40_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        var paid = await site.AnswerOfAsync(batch, "成功");
        await cashier.AnswerAsync(batch, paid);

        var returned = await site.AnswerOfAsync(batch, "退汇");
        await cashier.AnswerAsync(batch, returned);

        Assert.Equal((PaymentProcess.Approved, 0), await StandingAsync(site, payment));
        Assert.Equal(InstalmentProcess.Requested, (await site.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
        Assert.Equal([60_000L, 40_000L], await site.CommittedAsync(project));

        // The same file again, and the earlier one once more, change nothing.
        await cashier.AnswerAsync(batch, returned);
        await cashier.AnswerAsync(batch, paid);
        Assert.Equal([60_000L, 40_000L], await site.CommittedAsync(project));

        var retry = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(retry);
        await cashier.AnswerAsync(retry, await site.AnswerOfAsync(retry, "成功"));
        Assert.Equal((PaymentProcess.Paid, 50_000), await StandingAsync(site, payment));
        Assert.Equal(InstalmentProcess.Paid, (await site.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
        Assert.Equal([30_000L, 20_000L], await site.CommittedAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task Termination_WhileAPaymentIsApproved_StopsItAndFreesTheMoney(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);

        await site.TerminateAsync(project);

        Assert.Equal((PaymentProcess.Cancelled, 0), await StandingAsync(site, payment));
        Assert.Equal([100_000L], await site.AvailableAsync(project));
        Assert.All((await site.ReadProjectAsync(project.Project.Slug)).Instalments, instalment => Assert.Equal(InstalmentProcess.Stopped, instalment.State));
    }

    [Theory, OnEveryDatabase]
    public async Task Termination_WhileAPaymentIsWithTheBank_FreesOnlyTheRest(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);

        await site.TerminateAsync(project);

        Assert.Equal([50_000L], await site.CommittedAsync(project));
        Assert.Equal([50_000L], await site.AvailableAsync(project));
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        Assert.Equal((PaymentProcess.Paid, 50_000), await StandingAsync(site, payment));
        Assert.Equal([0L], await site.CommittedAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task Payment_RefusedByTheBankAfterTheTermination_IsNotTriedAgain(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        await site.TerminateAsync(project);

        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "失败"));

        Assert.Equal((PaymentProcess.Cancelled, 0), await StandingAsync(site, payment));
        Assert.Equal([100_000L], await site.AvailableAsync(project));
        Assert.Equal([0L], await site.CommittedAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task Account_ChangedWhileTheBankHadThePayment_LetsItBeAskedForAnew(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        await site.ChangeAccountAsync(project);

        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "失败"));

        var read = await site.ReadPaymentAsync(payment);
        Assert.Equal((PaymentProcess.Returned, 0), (read.State, read.Standing.Count()));
    }

    [Theory, OnEveryDatabase]
    public async Task Lines_ChangedBehindTheApproval_AreNotSent(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());

        // As somebody would who has the database, not the site.
        Task RenameAsync(string name) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentLine>().Where(line => line.RequestId == payment)
            .ExecuteUpdateAsync(line => line.SetProperty(l => l.PayeeName, name)));
        var payee = (await site.ReadPaymentAsync(payment)).PayeeName;
        await RenameAsync("冒名收款人");
        var batch = await cashier.CollectAsync(site, payment);
        await second.MoveBatchAsync(batch, BatchProcess.Confirm);

        second.AssertStatus(System.Net.HttpStatusCode.Conflict);
        Assert.Equal(BatchProcess.Made, (await site.ReadBatchAsync(batch)).State);
        await second.MoveBatchAsync(batch, BatchProcess.Dissolve);
        Assert.NotEqual(0, (await site.RunAsync("verify")).ExitCode);
        await RenameAsync(payee);
    }

    /// <summary>What the payee has paid back must have arrived.</summary>
    [Theory, OnEveryDatabase]
    public async Task Transfer_SentBackAfterItsPayeeReturnedMoneyOfIt_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(60_000, 40_000);
        var cashier = await site.SignInCashierAsync();
        await cashier.ReceiveAsync(await (await site.SignInDemanderAsync()).DemandAsync(project, "100.00"), "100.00", "退");
        var batch = await BatchOfAsync(site, project);

        var page = await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "退汇"));

        cashier.AssertStatus(System.Net.HttpStatusCode.Conflict);
        Assert.Contains("退还过", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal([30_000L, 20_000L], await site.CommittedAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task MoneyBack_ForATransferThatTheBankSentBack_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(60_000, 40_000);
        var cashier = await site.SignInCashierAsync();
        var demand = await (await site.SignInDemanderAsync()).DemandAsync(project, "100.00");
        var batch = await BatchOfAsync(site, project);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "退汇"));
        cashier.AssertStatus(System.Net.HttpStatusCode.Found);

        await cashier.ReceiveAsync(demand, "100.00", "退");

        cashier.AssertStatus(System.Net.HttpStatusCode.UnprocessableEntity);
        Assert.Equal([0L, 0L], await site.AvailableAsync(project));
    }

    private static Task<Guid> BatchOfAsync(CharityApp site, FundedProject project) => site.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return (from request in db.Set<PaymentRequest>()
                where request.ProjectSlug == project.Project.Slug
                join line in db.Set<PaymentLine>() on request.Id equals line.RequestId
                join sent in db.Set<BatchLine>() on line.Id equals sent.LineId
                select sent.BatchId).SingleAsync();
    });

    private static async Task<(string State, long PaidMinor)> StandingAsync(CharityApp site, Guid payment)
    {
        var read = await site.ReadPaymentAsync(payment);
        return (read.State, read.PaidMinor);
    }
}
