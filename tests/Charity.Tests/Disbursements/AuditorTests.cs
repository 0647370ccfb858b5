using System.Net;
using System.Text;
using AngleSharp.Dom;
using Charity.Disbursements.Statements;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Whoever audits reads everything about payments and changes nothing: no form, no button, and nothing past the pages either.</summary>
[Collection(nameof(PaymentSites))]
public sealed class AuditorTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Pages_ForAnAuditor_OpenWithoutAnythingToChange(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(100_000);
        var demand = await (await site.SignInDemanderAsync()).DemandAsync(project, "100.00");
        var charge = await site.ProposeChargeAsync(await site.MakeRaisedFundAsync(1_000_000), "1.00");
        var waiting = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        using (var content = new MemoryStream(Encoding.UTF8.GetBytes($"交易日期,借方金额,贷方金额,对方户名,对方账号,摘要,附言,交易流水号\r\n2026-11-20,3.50,,某银行,,手续费,,A{Guid.NewGuid():N}")))
        {
            Assert.True((await site.AsAsync(["Cashier"], services => services.GetRequiredService<IMediator>().Send(new ImportStatement("对账单.csv", content)), secondFactor: true)).Succeeded);
        }

        var (auditor, cashier) = (await site.SignInAsync(await site.OpenAccountAsync("审计", ["Auditor"])), await site.SignInCashierAsync());
        foreach (var path in (string[])
            [
                "/manage/statements", "/manage/batches", "/manage/charges", $"/manage/charges/{charge}", "/manage/ratios", "/manage/returns", $"/manage/returns/{demand}", "/manage/payments",
                $"/manage/payments/{waiting}", "/manage/tracking", "/manage/tracking/unpaid",
            ])
        {
            var page = await auditor.OpenAsync(path);
            auditor.AssertStatus(HttpStatusCode.OK);
            var changing = page.QuerySelectorAll("main form[method=post]").Where(form => form.QuerySelector("button") is not null).Select(form => form.GetAttribute("action")).Except(["/manage/payments/approvals"]);
            Assert.True(!changing.Any(), $"{path}: {string.Join(", ", changing)}");
        }

        Assert.Contains("手续费", (await auditor.OpenAsync("/manage/statements")).Body!.Text(), StringComparison.Ordinal);
        Assert.NotNull((await auditor.OpenAsync("/manage/charges")).QuerySelector("a[href='/manage/statements']"));
        Assert.NotNull((await cashier.OpenAsync("/manage/statements")).QuerySelector("form[action$='/notes'] button"));
        await auditor.PostPastThePageAsync("/manage/statements/notes", ("Row", $"{Guid.NewGuid()}"), ("Note", "看过"));
        auditor.AssertStatus(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Statements_ForWhoeverOnlySeesPayments_StayClosed(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var officer = await site.SignInAidOfficerAsync();

        await officer.GetAsync("/manage/statements");

        officer.AssertStatus(HttpStatusCode.Forbidden);
    }
}
