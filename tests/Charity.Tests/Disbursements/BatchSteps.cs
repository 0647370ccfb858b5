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
