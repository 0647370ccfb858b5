using System.Net;
using System.Text;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Statements;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>The bank's statement held against what was paid: what fits confirms it once, and what does not is somebody's.</summary>
public sealed class StatementTests
{
    private const string Headings = "交易日期,借方金额,贷方金额,对方户名,对方账号,摘要,附言,交易流水号";

    [Theory, OnEveryDatabase]
    public async Task Statement_WithTheTransfersNumber_ConfirmsItOnceHoweverOftenItComes(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var transfer = await PaidTransferAsync(site);
        var statement = File(Debit("L1", "500.00", remark: $"转账 {transfer.Sent.EndToEndId}"), Debit("L2", "12.00", remark: "手续费"), "2026-11-23,,88.00,好心人,,捐款,,L3");

        Assert.Equal(new ImportedStatement(3, 0, 2), (await ImportAsync(site, statement)).Value);
        Assert.Equal(new ImportedStatement(0, 3, 2), (await ImportAsync(site, statement)).Value);

        var confirmation = Assert.Single(await ConfirmationsAsync(site));
        Assert.Equal(transfer.Sent.Id, confirmation.TransferId);
        Assert.Equal(["L2", "L3"], (await ShowAsync(site)).Bookings.Select(row => row.BankNumber));
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_ThatNamesATransferAgainOrWithAnotherAmount_LeavesARowToLookAfter(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var transfer = await PaidTransferAsync(site);
        var number = transfer.Sent.EndToEndId;

        CallDemand(await ImportAsync(site, File(Debit("L1", "500.01", remark: number))));
        Assert.Equal(StatementMatch.AmountDiffers, Assert.Single((await ShowAsync(site)).Bookings).Match);
        CallDemand(await ImportAsync(site, File(Debit("L2", "500.00", remark: number), Debit("L3", "500.00", remark: number))));

        Assert.Single(await ConfirmationsAsync(site));
        Assert.Equal([StatementMatch.AmountDiffers, StatementMatch.Repeated], (await ShowAsync(site)).Bookings.Select(row => row.Match));
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_WithAmountAccountAndDay_ConfirmsOnlyWhereOneTransferFits(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var transfer = await PaidTransferAsync(site);
        string Row(string number, string day, string amount) => $"{day},{amount},0.00,{transfer.Line.PayeeName},{transfer.Line.PayeeNumber},,,{number}";

        Assert.Equal(1, (await ImportAsync(site, File(Row("L1", "2026-11-19", "500.00")))).Value.Open);
        Assert.Equal(1, (await ImportAsync(site, File(Row("L2", "20261120", "500.00")))).Value.Open);
        Assert.Equal(2, (await ImportAsync(site, File(Row("L3", "2026/11/23", "500.00")))).Value.Open);

        Assert.Single(await ConfirmationsAsync(site));
        Assert.DoesNotContain(transfer.Line.PayeeNumber, (await ShowAsync(site)).Bookings[0].PartyAccount, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_WithABatchAsOneSum_ConfirmsAllOfItOrNothing(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var (one, two) = (await site.ApprovedAsync(await site.StartFundedAsync(100_000)), await site.ApprovedAsync(await site.StartFundedAsync(60_000)));
        var batch = await PayAsync(site, one, two);
        var code = (await site.ReadBatchAsync(batch)).Code;

        Assert.Equal(1, (await ImportAsync(site, File(Debit("L1", "799.99", remark: $"批量代发{code}")))).Value.Open);
        Assert.Empty(await ConfirmationsAsync(site));
        Assert.Equal(1, (await ImportAsync(site, File(Debit("L2", "800.00", remark: $"批量代发{code}")))).Value.Open);
        Assert.Equal(2, (await ImportAsync(site, File(Debit("L3", "800.00", remark: $"批量代发{code}")))).Value.Open);

        Assert.Equal(2, (await ConfirmationsAsync(site)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_ThatDoesNotFit_IsRefusedWithEveryRowNamed(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        CallDemand(await ImportAsync(site, File(Debit("L1", "1.00"))));

        var refused = await ImportAsync(site, File(Debit("L2", "2.00"), Debit("", "1.00"), "昨天,1.00,,甲,,,,L4", "2031-01-01,1.00,,甲,,,,L5", "2026-11-20,1.00,1.00,甲,,,,L6", "2026-11-20,一元,,甲,,,,L7", Debit("L2", "3.00")));

        var message = Assert.Single(refused.Failure!.Fields);
        Assert.Equal("6", message.Arguments[0].ToString());
        Assert.All(Enumerable.Range(3, 6), row => Assert.Contains($"Row {row}:", message.Arguments[1].ToString()!, StringComparison.Ordinal));
        Assert.Equal("statement_does_not_fit", Assert.Single((await ImportAsync(site, File(Debit("L9", "5.00"), Debit("L1", "1.01")))).Failure!.Fields).Code);
        Assert.Equal("statement_does_not_fit", Assert.Single((await ImportAsync(site, "日期,金额\r\n2026-11-20,1")).Failure!.Fields).Code);
        Assert.Equal("L1", Assert.Single((await ShowAsync(site)).Bookings).BankNumber);
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_OfManyCashiersAtOnce_IsTakenInOnce(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var transfer = await PaidTransferAsync(site);

        // Other numbers, one transfer; and the same file from everybody.
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => ImportAsync(site, File(Debit("L0", "7.00"), Debit($"L{index + 1}", "500.00", remark: transfer.Sent.EndToEndId)))));

        Assert.All(answers, answer => Assert.True(answer.Succeeded, answer.Failure?.Code));
        Assert.Equal(5, answers.Sum(answer => answer.Value.Added));
        Assert.Single(await ConfirmationsAsync(site));
        Assert.Equal(3, (await ShowAsync(site)).Bookings.Count(row => row.Match == StatementMatch.Repeated));
    }

    [Theory, OnEveryDatabase]
    public async Task Row_SettledByHand_IsOpenNoMoreAndStandsInTheTrail(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        Assert.False((await ImportAsync(site, File(Debit("L1", "3.50", name: "<script>alert(1)</script>")))).Succeeded);
        CallDemand(await ImportAsync(site, File(Debit("L1", "3.50", name: "<b>某</b>\u202Egnp", remark: "附言"))));
        var cashier = await site.SignInCashierAsync();

        var page = await cashier.OpenAsync("/manage/statements");
        Assert.Contains("<b>某</b>gnp", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("b"), bold => bold.TextContent == "某");
        await cashier.SubmitAsync(page, "form[action$='/notes']", ("Note", " "));
        cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await cashier.SubmitAsync(page, "form[action$='/notes']", ("Note", "银行手续费"));
        cashier.AssertStatus(HttpStatusCode.Found);
        await cashier.SubmitAsync(page, "form[action$='/notes']", ("Note", "再来一次"));
        cashier.AssertStatus(HttpStatusCode.Conflict);

        Assert.Equal(0, (await ShowAsync(site)).BookingCount);
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().CountAsync(entry => entry.Action == "StatementNote.Added")));
        Assert.Equal(0, (await ImportAsync(site, File(Debit("L1", "3.50")))).Value.Open);
    }

    [Theory, OnEveryDatabase]
    public async Task Transfer_ThatNoStatementConfirms_IsListedUntilItIsSettled(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var transfer = await PaidTransferAsync(site);
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentLine>().Where(line => line.Id == transfer.Line.Id)
            .ExecuteUpdateAsync(line => line.SetProperty(l => l.PaidOn, new DateOnly(2026, 11, 10))));
        Assert.Empty((await ShowAsync(site)).Transfers);

        CallDemand(await ImportAsync(site, File("2026-11-01,1.00,,甲,,,,L1")));

        Assert.Equal(transfer.Sent.Id, Assert.Single((await ShowAsync(site)).Transfers).Id);
        CallDemand(await AsCashierAsync(site, new SettleStatement(null, transfer.Sent.Id, "银行网银已查到")));
        Assert.Equal("statement_not_open", (await AsCashierAsync(site, new SettleStatement(null, transfer.Sent.Id, "又一次"))).Failure?.Code);
        Assert.Empty((await ShowAsync(site)).Transfers);
    }

    [Theory, OnEveryDatabase]
    public async Task Credit_WithADemandsNumber_LeadsToTheDemand(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var project = await site.PaidAsync(100_000);
        var demand = await (await site.SignInDemanderAsync()).DemandAsync(project, "100.00");
        var code = (await site.ReadReturnAsync(demand)).Code;

        Assert.Equal(0, (await ImportAsync(site, File($"2026-11-20,,100.00,某服务中心,,退款{code},,L1"))).Value.Open);

        Assert.Equal(demand, Assert.Single((await ShowAsync(site)).Demands).DemandId);
    }

    private static string Debit(string number, string amount, string name = "某公司", string remark = "") => $"2026-11-23,{amount},0.00,{name},,{remark},,{number}";

    private static string File(params string[] rows) => string.Join("\r\n", rows.Prepend(Headings));

    private static void CallDemand<T>(Result<T> result) => Assert.True(result.Succeeded, result.Failure?.Code);

    private static void CallDemand(Result result) => Assert.True(result.Succeeded, result.Failure?.Code);

    /// <summary>One of 500.00, paid on 23 November 2026.</summary>
    private static async Task<BatchTransfer> PaidTransferAsync(CharityApp site) =>
        (await site.ReadTransfersAsync(await PayAsync(site, await site.ApprovedAsync(await site.StartFundedAsync(100_000))))).Single();

    private static async Task<Guid> PayAsync(CharityApp site, params Guid[] payments)
    {
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payments);
        await second.ReleaseAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        return batch;
    }

    private static async Task<Result<ImportedStatement>> ImportAsync(CharityApp site, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await AsCashierAsync(site, new ImportStatement("对账单.csv", content));
    }

    private static async Task<StatementPage> ShowAsync(CharityApp site) => (await AsCashierAsync(site, new ShowStatements())).Value;

    private static Task<List<StatementConfirmation>> ConfirmationsAsync(CharityApp site) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<StatementConfirmation>().AsNoTracking().ToListAsync());

    private static Task<T> AsCashierAsync<T>(CharityApp site, IRequest<T> request) => site.AsAsync(["Cashier"], services => services.GetRequiredService<IMediator>().Send(request), secondFactor: true);
}
