using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
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
public sealed class PaymentBatchTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Batch_CollectedConfirmedSentAndAnswered_PaysAndBooksOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
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
        var site = await sites.OnAsync(database);
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
        var site = await sites.OnAsync(database);
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var cashiers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SignInCashierAsync()));
        var line = await site.LineOfAsync(payment);

        await Task.WhenAll(cashiers.Select(cashier => cashier.PostPastThePageAsync("/manage/batches", ("Payments", payment.ToString()), ("Layout", "batch-csv"))));

        Assert.Equal(1, cashiers.Count(cashier => cashier.Status == HttpStatusCode.Found));
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<BatchLine>().CountAsync(row => row.LineId == line)));
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_ThatDoesNotFit_IsRefusedAsAWhole(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
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
        var site = await sites.OnAsync(database);
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
        var site = await sites.OnAsync(database);
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

/// <summary>What tests do with batches, in their words.</summary>
internal static class BatchSteps
{
    /// <summary>The first instalment, asked for and approved.</summary>
    public static async Task<Guid> ApprovedAsync(this CharityApp site, FundedProject project)
    {
        var payment = await project.AskAsync(site);
        var manager = await site.SignInManagerAsync(project.Funds);
        await manager.ApproveAsync(payment.Id);
        manager.AssertStatus(HttpStatusCode.Found);
        return payment.Id;
    }

    public static async Task<Visitor> SignInCashierAsync(this CharityApp site)
    {
        var cashier = await site.SignInAsync(await site.OpenAccountAsync("出纳", ["Finance"]));
        await cashier.EnrolAsync();
        return cashier;
    }

    public static Task<Guid> LineOfAsync(this CharityApp site, Guid payment) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<PaymentLines>().OfAsync(payment, CancellationToken.None)).Single().Id);

    public static Task<PaymentBatch> ReadBatchAsync(this CharityApp site, Guid batch) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<BatchDesk>().FindAsync(batch, CancellationToken.None))!);

    public static Task<IReadOnlyList<long>> CommittedAsync(this CharityApp site, FundedProject project) =>
        site.FreeAsync([.. project.Funds.Select(fund => AccountCodes.FundCommitted(fund, project.Project.Slug))]);

    public static Task<IReadOnlyList<long>> AvailableAsync(this CharityApp site, FundedProject project) => site.FreeAsync([.. project.Funds.Select(AccountCodes.FundAvailable)]);

    /// <summary>What stands on accounts and is not reserved, in their order.</summary>
    public static Task<IReadOnlyList<long>> FreeAsync(this CharityApp site, IReadOnlyList<string> codes) => site.InScopeAsync(async services =>
    {
        var balances = await services.GetRequiredService<ILedgerTotals>().BalancesAsync([.. codes], CancellationToken.None);
        return (IReadOnlyList<long>)[.. codes.Select(code => balances[code].AvailableMinor)];
    });

    public static Task<IReadOnlyList<BatchTransfer>> ReadTransfersAsync(this CharityApp site, Guid batch) =>
        site.InScopeAsync(services => services.GetRequiredService<BatchDesk>().TransfersAsync(batch, CancellationToken.None));

    public static Task<Guid> CollectAsync(this Visitor cashier, CharityApp site, params Guid[] payments) => cashier.CollectInAsync(site, "batch-csv", payments);

    public static async Task<Guid> CollectInAsync(this Visitor cashier, CharityApp site, string layout, params Guid[] payments)
    {
        var values = new List<(string, string)> { ("Layout", layout) };
        values.AddRange(payments.Select(payment => ("Payments", payment.ToString())));
        await cashier.PostPastThePageAsync("/manage/batches", [.. values]);
        cashier.AssertStatus(HttpStatusCode.Found);
        return Guid.Parse(cashier.Location!.Split('/')[^1]);
    }

    public static async Task MoveBatchAsync(this Visitor cashier, Guid batch, string trigger) =>
        await cashier.SubmitAsync(await cashier.OpenAsync($"/manage/batches/{batch}"), $"form:has([name=trigger][value={trigger}])", ("trigger", trigger));

    public static async Task ReleaseAsync(this Visitor second, Guid batch)
    {
        await second.MoveBatchAsync(batch, BatchProcess.Confirm);
        await second.MoveBatchAsync(batch, BatchProcess.Send);
        second.AssertStatus(HttpStatusCode.Found);
    }

    public static async Task<byte[]> DownloadAsync(this Visitor cashier, Guid batch)
    {
        var page = await cashier.OpenAsync($"/manage/batches/{batch}");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", page.QuerySelector("form[action$='/file'] [name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        var response = await cashier.Http.PostAsync($"/manage/batches/{batch}/file", form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The bank's answer for every line of the batch.</summary>
    /// <param name="others">Payments with another outcome.</param>
    public static async Task<string> AnswerOfAsync(this CharityApp site, Guid batch, string outcome, params (Guid Payment, string Outcome)[] others)
    {
        var rows = new StringBuilder("业务参考号,金额,处理结果,失败原因,银行流水号,记账日期");
        var otherwise = others.ToDictionary(other => other.Payment, other => other.Outcome);
        foreach (var (sent, line) in await site.ReadTransfersAsync(batch))
        {
            var said = otherwise.GetValueOrDefault(line.RequestId, outcome);
            rows.Append(CultureInfo.InvariantCulture, $"\r\n{sent.EndToEndId},{Money.ToMajor(sent.AmountMinor, line.Currency)},{said},{(said == "失败" ? "户名不符" : string.Empty)},,2026-11-23");
        }

        return rows.ToString();
    }

    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> AnswerAsync(this Visitor cashier, Guid batch, string answer)
    {
        var element = (await cashier.OpenAsync($"/manage/batches/{batch}")).QuerySelector("form[action$='/answers']")!;
        using var content = new MultipartFormDataContent { { new StringContent(element.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(answer)), "File", "结果.csv");
        return await cashier.PostAsync(element.GetAttribute("action")!, content);
    }
}
