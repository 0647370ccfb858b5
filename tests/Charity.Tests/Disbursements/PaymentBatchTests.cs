using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Approved payments go to the bank in a batch and come back line by line: never twice, whatever is clicked, imported or repeated.</summary>
[Collection(nameof(PaymentSites))]
public sealed class PaymentBatchTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Batch_CollectedConfirmedSentAndAnswered_PaysAndBooksOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(60_000, 40_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());

        var batch = await cashier.CollectAsync(site, payment);
        await cashier.MoveBatchAsync(batch, BatchProcess.Confirm);
        cashier.AssertStatus(HttpStatusCode.Conflict);
        await cashier.PostPastThePageAsync($"/manage/batches/{batch}/file");
        cashier.AssertStatus(HttpStatusCode.Conflict);
        await second.MoveBatchAsync(batch, BatchProcess.Confirm);
        second.AssertStatus(HttpStatusCode.Found);
        await second.MoveBatchAsync(batch, BatchProcess.Send);
        second.AssertStatus(HttpStatusCode.Found);
        Assert.Equal(PaymentProcess.Paying, (await site.ReadPaymentAsync(payment)).State);
        var file = await cashier.DownloadAsync(batch);
        Assert.Equal((await site.ReadBatchAsync(batch)).FileSha256, Convert.ToHexStringLower(SHA256.HashData(file)));

        var answer = await site.AnswerOfAsync(batch, "成功");
        await cashier.AnswerAsync(batch, answer);
        cashier.AssertStatus(HttpStatusCode.Found);
        await cashier.AnswerAsync(batch, answer);

        Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(payment)).State);
        Assert.Equal(BatchProcess.Answered, (await site.ReadBatchAsync(batch)).State);
        Assert.Equal(InstalmentProcess.Paid, (await site.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
        Assert.Equal([30_000L, 20_000L], await site.CommittedAsync(project));
        Assert.Equal([0L, 0L], await site.AvailableAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task Batch_WithALineThatFailed_LetsThatLineBePaidAgainAlone(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (one, other) = (await site.StartFundedAsync(100_000), await site.StartFundedAsync(80_000));
        var (paid, failed) = (await site.ApprovedAsync(one), await site.ApprovedAsync(other));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, paid, failed);
        await second.ReleaseAsync(batch);

        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功", (failed, "失败")));

        Assert.Equal((PaymentProcess.Paid, PaymentProcess.Approved), ((await site.ReadPaymentAsync(paid)).State, (await site.ReadPaymentAsync(failed)).State));
        var waiting = await cashier.OpenAsync("/manage/batches");
        Assert.Contains("户名不符", waiting.Body!.TextContent, StringComparison.Ordinal);
        var retry = await cashier.CollectAsync(site, failed);
        await second.ReleaseAsync(retry);
        await cashier.AnswerAsync(retry, await site.AnswerOfAsync(retry, "成功"));

        // The first batch's answer once more, late and out of order, changes nothing.
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功", (failed, "失败")));
        Assert.Equal([40_000L], await site.CommittedAsync(other));
        Assert.Equal([50_000L], await site.CommittedAsync(one));
    }

    [Theory, OnEveryDatabase]
    public async Task Collect_ByTwoCashiersAtOnce_TakesEachLineOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var cashiers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SignInCashierAsync()));
        var line = await site.LineOfAsync(payment);

        await Task.WhenAll(cashiers.Select(cashier => cashier.PostPastThePageAsync("/manage/batches", ("Payments", payment.ToString()), ("Layout", "batch-csv"))));

        Assert.Equal(1, cashiers.Count(cashier => cashier.Status == HttpStatusCode.Found));
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<BatchLine>().CountAsync(row => row.LineId == line)));
    }

    [Theory, OnEveryDatabase]
    public async Task Collect_ByWhoeverApproved_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var both = await site.OpenAccountAsync("两职", ["FundManager", "Finance"]);
        await site.EntrustAsync(both, project.Funds);
        var visitor = await site.SignInAsync(both);
        await visitor.EnrolAsync();
        var payment = (await project.AskAsync(site)).Id;
        await visitor.ApproveAsync(payment);
        visitor.AssertStatus(HttpStatusCode.Found);

        await visitor.PostPastThePageAsync("/manage/batches", ("Payments", payment.ToString()), ("Layout", "batch-csv"));

        visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Null((await site.InScopeAsync(async services => (await services.GetRequiredService<PaymentLines>().OfAsync(payment, CancellationToken.None)).Single())).BatchId);
    }

    /// <summary>The bank's layout is changed while it has a file: its answer is read as the file was written, and the next file has the new one.</summary>
    [Theory, OnEveryDatabase]
    public async Task Layout_ChangedWhileTheBankHasTheFile_ChangesOnlyTheNextOne(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (sent, made) = (await site.ApprovedAsync(await site.StartFundedAsync(100_000)), await site.ApprovedAsync(await site.StartFundedAsync(80_000)));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var (released, waiting) = (await cashier.CollectAsync(site, sent), await cashier.CollectAsync(site, made));
        await second.ReleaseAsync(released);
        var layout = new BankSettings().Find("batch-csv")!;
        await KeepAsync(site, new BankSettings { Layouts = [layout with { Columns = [.. layout.Columns.Reverse()], AnswerColumns = [new("另一列", BankField.Reference)] }] });
        try
        {
            var file = await cashier.DownloadAsync(released);
            Assert.Equal((await site.ReadBatchAsync(released)).FileSha256, Convert.ToHexStringLower(SHA256.HashData(file)));
            await cashier.AnswerAsync(released, await site.AnswerOfAsync(released, "成功"));
            Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(sent)).State);

            await second.MoveBatchAsync(waiting, BatchProcess.Confirm);
            second.AssertStatus(HttpStatusCode.Conflict);
            await second.MoveBatchAsync(waiting, BatchProcess.Dissolve);
            await cashier.CollectAsync(site, made);
        }
        finally
        {
            await KeepAsync(site, new BankSettings());
        }
    }

    /// <summary>Batches that were made before their terms were kept go on with those of today.</summary>
    [Theory, OnEveryDatabase]
    public async Task Batch_WithoutTermsOfItsOwn_IsReleasedAndAnswered(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentBatch>().Where(row => row.Id == batch).ExecuteUpdateAsync(row => row.SetProperty(old => old.Terms, (string?)null)));

        await second.ReleaseAsync(batch);
        await cashier.DownloadAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));

        Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(payment)).State);
    }

    private static Task KeepAsync(CharityApp site, BankSettings settings) => site.InUnitAsync(async services =>
    {
        await services.GetRequiredService<ISettingsStore>().SetAsync(settings, CancellationToken.None);
        return true;
    });

    [Theory, OnEveryDatabase]
    public async Task Answer_ThatDoesNotFit_IsRefusedAsAWhole(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        var right = await site.AnswerOfAsync(batch, "成功");

        foreach (var (wrong, says) in new[]
        {
            (right.Replace("500.00", "500.01", StringComparison.Ordinal), "金额为 500.01"), (right.Replace("成功", "大概成功", StringComparison.Ordinal), "大概成功"),
            (right + "\r\n0123456789abcdef,500.00,成功,,,", "不属于本批次"), (right.Replace("业务参考号", "参考", StringComparison.Ordinal), "业务参考号"),
        })
        {
            var page = await cashier.AnswerAsync(batch, wrong);
            cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(says, page.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(PaymentProcess.Paying, (await site.ReadPaymentAsync(payment)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Release_WhenTheAccountChangedMeanwhile_IsRefusedAndTheBatchDissolves(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.MoveBatchAsync(batch, BatchProcess.Confirm);
        await site.ChangeAccountAsync(project);

        await second.PostPastThePageAsync($"/manage/batches/{batch}/moves", ("trigger", BatchProcess.Send), ("version", "1"), ("sha256", (await site.ReadBatchAsync(batch)).FileSha256));
        second.AssertStatus(HttpStatusCode.Conflict);
        await second.MoveBatchAsync(batch, BatchProcess.Dissolve);

        Assert.Equal((BatchProcess.Dissolved, PaymentProcess.Returned), ((await site.ReadBatchAsync(batch)).State, (await site.ReadPaymentAsync(payment)).State));
    }

    [Theory, OnEveryDatabase]
    public async Task File_InIso20022_SaysEveryTransferAndTheirSum(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectInAsync(site, "pain001", payment);
        await second.ReleaseAsync(batch);

        var document = XDocument.Load(new MemoryStream(await cashier.DownloadAsync(batch)));

        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
        Assert.Equal(ns + "Document", document.Root!.Name);
        Assert.Equal(["500.00", "500.00"], document.Descendants(ns + "CtrlSum").Select(sum => sum.Value));
        var transfer = Assert.Single(document.Descendants(ns + "CdtTrfTxInf"));
        Assert.Equal(("500.00", "CNY"), (transfer.Descendants(ns + "InstdAmt").Single().Value, transfer.Descendants(ns + "InstdAmt").Single().Attribute("Ccy")!.Value));
        Assert.Equal(project.Project.Organisation.Name, transfer.Element(ns + "Cdtr")!.Element(ns + "Nm")!.Value);
        Assert.Equal((await site.ReadTransfersAsync(batch))[0].Sent.EndToEndId, transfer.Descendants(ns + "EndToEndId").Single().Value);
    }
}
