using System.Globalization;
using System.Text;
using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Tracking;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Decisions;
using Charity.Ventures.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Earlier years taken over from a list, and what was paid of what was received.</summary>
public sealed class TrackingTests
{
    [Theory, OnEveryDatabase]
    public async Task Import_OfADistrictsThreeYears_GivesItsRatesAndStates(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);

        var imported = await ImportAsync(site, ThreeYears());

        Assert.Equal(new ImportedPayouts(71, 0), imported.Value);
        var rows = (await YearsAsync(site)).Where(row => row.Label is "2021" or "2022" or "2023").ToList();
        Assert.Equal([("2021", "60.15%"), ("2022", "3.69%"), ("2023", "0%")], rows.Select(row => (row.Label, TrackingWords.Rate(row))));
        Assert.Equal([(22, 16, 6, 0), (17, 11, 1, 5), (32, 1, 1, 30)], rows.Select(row => (row.Works, row.Done, row.Running, row.NotStarted)));
        Assert.Equal([(913_500_000, 549_500_000), (1_681_500_000, 62_000_000), (2_439_000_000L, 0L)], rows.Select(row => (row.ReceivedMinor, row.PaidMinor)));

        // The books say the same.
        var codes = new[] { "past:2021:received", "past:2022:received", "past:2023:received" };
        Assert.Equal([364_000_000, 1_619_500_000, 2_439_000_000L], await site.FreeAsync(codes));
        Assert.Equal(new ImportedPayouts(0, 71), (await ImportAsync(site, ThreeYears())).Value);
        Assert.Equal([364_000_000, 1_619_500_000, 2_439_000_000L], await site.FreeAsync(codes));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAListThatDoesNotFit_NamesEveryRowAndWritesNothing(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var list = "年度,项目名称,到账金额,已拨付金额,项目状态\r\n2021,甲,100,200,已完成\r\n2031,乙,1,0,未启动\r\n2021,丙,一百,0,未启动\r\n2021,丁,100,0,不知道\r\n2021,戊,100,50,实施中\r\n2021,戊,100,50,实施中";

        var refused = await ImportAsync(site, list);

        var message = Assert.Single(refused.Failure!.Fields);
        Assert.Equal("5", message.Arguments[0].ToString());
        foreach (var row in new[] { "2", "3", "4", "5", "7" })
        {
            Assert.Contains($"Row {row}:", message.Arguments[1].ToString()!, StringComparison.Ordinal);
        }

        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PastPayout>().AnyAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAKnownProjectWithOtherFigures_IsRefused(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        const string List = "年度,项目名称,到账金额,已拨付金额,项目状态\r\n2021,甲,100,50,实施中";
        CallSteps.Demand((await ImportAsync(site, List)).Failure is { } failure ? failure : Result.Ok);

        Assert.Equal("list_does_not_fit", (await ImportAsync(site, List.Replace(",50,", ",60,", StringComparison.Ordinal))).Failure?.Code);
        Assert.Equal([5_000L], await site.FreeAsync(["past:2021:received"]));
    }

    [Theory, OnEveryDatabase]
    public async Task Tracking_OfAProject_FollowsItsPaymentsAndItsReturns(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var before = await TotalAsync(site);
        var project = await site.PaidAsync(100_000);
        var demand = await (await site.SignInDemanderAsync()).DemandAsync(project, "100.00");
        await (await site.SignInCashierAsync()).ReceiveAsync(demand, "100.00", "退");

        var after = await TotalAsync(site);

        Assert.Equal((1, 100_000, 50_000, 10_000), (after.Works - before.Works, after.ReceivedMinor - before.ReceivedMinor, after.PaidMinor - before.PaidMinor, after.ReturnedMinor - before.ReturnedMinor));
    }

    /// <summary>Every yuan that was awarded is promised, asked for, approved or paid, and the fund's promise in the books is what of it is not paid.</summary>
    [Theory, OnEveryDatabase]
    public async Task Tracking_OfAFund_SaysWhereItsUnpaidMoneyStandsAsTheBooksDo(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var project = await site.StartFundedAsync(100_000);
        async Task<(long, long, long, long, long, long)> StandsAsync()
        {
            var row = Assert.Single((await AsAuditorAsync(site, new ShowTracking(TrackingView.Fund, null))).Value.Rows, row => row.FundSlug == project.Funds[0]);
            var held = await site.BalanceAsync(AccountCodes.FundCommitted(project.Funds[0], project.Project.Slug));
            Assert.Equal(row.UnpaidMinor, held.PostedMinor + held.CreditsPendingMinor);
            Assert.Equal((await site.AvailableAsync(project))[0], row.FreeMinor);
            return (row.ReceivedMinor, row.PromisedMinor, row.AskedMinor, row.ApprovedMinor, row.PaidMinor, row.UnpaidMinor);
        }

        Assert.Equal((100_000, 100_000, 0, 0, 0, 100_000), await StandsAsync());
        var payment = await project.AskAsync(site);
        Assert.Equal((100_000, 50_000, 50_000, 0, 0, 100_000), await StandsAsync());
        await (await site.SignInManagerAsync(project.Funds)).ApproveAsync(payment.Id);
        Assert.Equal((100_000, 50_000, 0, 50_000, 0, 100_000), await StandsAsync());
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment.Id);
        await second.ReleaseAsync(batch);
        Assert.Equal((100_000, 50_000, 0, 50_000, 0, 100_000), await StandsAsync());
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        Assert.Equal((100_000, 50_000, 0, 0, 50_000, 50_000), await StandsAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Unpaid_NamesReasonAndOwnerOfEveryYuan(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);

        var page = (await AsAuditorAsync(site, new ListUnpaid(0))).Value;

        var asked = Assert.Single(page.Items, item => item.Address == $"/manage/payments/{payment.Id}");
        Assert.Equal((50_000, "Waits for approval", "with the fund managers"), (asked.AmountMinor, asked.Reason, asked.Owner));
        Assert.Equal(50_000, page.Items.Where(item => item.Address == $"/office/projects/{project.Project.Slug}").Sum(item => item.AmountMinor));
        Assert.Equal(page.AmountMinor, page.Owners.Sum(owner => owner.AmountMinor));
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_OfTheTracking_OpenForThoseWhoMayAndThePublic(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        await ImportAsync(site, ThreeYears());
        var auditor = await site.SignInAsync(await site.OpenAccountAsync("审计", ["Auditor"]));

        foreach (var by in Enum.GetValues<TrackingView>())
        {
            Assert.Contains("60.15%", (await auditor.OpenAsync($"/manage/tracking?by={by}&year=2021")).Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains("民政局", (await auditor.OpenAsync("/manage/tracking/unpaid")).Body!.TextContent, StringComparison.Ordinal);
        var publicPage = await site.Visit().OpenAsync("/transparency/payouts");
        Assert.Contains("60.15%", publicPage.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("民政局", publicPage.Body!.TextContent, StringComparison.Ordinal);
        var resident = await site.SignInAsync(await site.OpenAccountAsync("居民", ["Resident"]));
        await resident.GetAsync("/manage/tracking");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, resident.Status);
    }

    /// <summary>The figures of a district's own report, spread over its projects.</summary>
    private static string ThreeYears()
    {
        var text = new StringBuilder("年度,项目名称,承接单位,项目类别,到账金额,已拨付金额,项目状态,未拨付原因,责任人");
        Add(text, 2021, 9_135_000, 5_495_000, (16, "已完成"), (6, "实施中"));
        Add(text, 2022, 16_815_000, 620_000, (11, "已完成"), (1, "实施中"), (5, "未启动"));
        Add(text, 2023, 24_390_000, 0, (1, "已完成"), (1, "实施中"), (30, "未启动"));
        return text.ToString();
    }

    private static void Add(StringBuilder text, int year, long received, long paid, params (int Count, string State)[] states)
    {
        var all = states.SelectMany(state => Enumerable.Repeat(state.State, state.Count)).ToList();
        for (var index = 0; index < all.Count; index++)
        {
            // Whole yuan for each, and the rest for the last.
            var (own, given) = index < all.Count - 1 ? (received / all.Count, paid / all.Count) : (received - (received / all.Count * (all.Count - 1)), paid - (paid / all.Count * (all.Count - 1)));
            text.Append(CultureInfo.InvariantCulture, $"\r\n{year},项目{index + 1},某某服务中心,为老服务,{own},{given},{all[index]},资料未齐,民政局");
        }
    }

    private static async Task<Result<ImportedPayouts>> ImportAsync(CharityApp site, string list)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(list));
        return await site.AsAsync(["Finance"], services => services.GetRequiredService<IMediator>().Send(new ImportPastPayouts("三年.csv", content)), secondFactor: true);
    }

    private static async Task<IReadOnlyList<TrackingRow>> YearsAsync(CharityApp site) => (await AsAuditorAsync(site, new ShowTracking(TrackingView.Year, null))).Value.Rows;

    private static async Task<TrackingRow> TotalAsync(CharityApp site) => (await AsAuditorAsync(site, new ShowTracking(TrackingView.Year, null))).Value.Total;

    private static Task<T> AsAuditorAsync<T>(CharityApp site, IRequest<T> request) => site.AsAsync(["Auditor"], services => services.GetRequiredService<IMediator>().Send(request));
}
