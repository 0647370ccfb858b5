using System.Globalization;
using System.Text;
using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Ratios;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What the law asks a charity to spend, and what administration may take, to the fen.</summary>
public sealed class RatioTests
{
    [Theory]
    [InlineData(100_00, 70_00, true)]
    [InlineData(100_00, 69_99, false)]
    [InlineData(1, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(-5, 0, true)]
    [InlineData(9_000_000_000_000_000_000, 6_300_000_000_000_000_000, true)]
    public void Spending_AtItsEdge_IsKeptToTheFen(long income, long spent, bool isKept) => Assert.Equal(isKept, Of(income, spent, 0).KeepsSpending);

    [Theory]
    [InlineData(90, 10, true)]
    [InlineData(89, 10, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    public void Administration_AtItsEdge_IsKeptToTheFen(long spent, long administration, bool isKept) => Assert.Equal(isKept, Of(0, spent, administration).KeepsAdministration);

    [Fact]
    public void Rates_NeverLookBetterThanTheyAre()
    {
        Assert.Equal("69.99%", RatioWords.Rate(Of(1_000_000, 699_999, 0).SpendingRate));
        Assert.Equal("10.01%", RatioWords.Rate(Of(0, 899_999, 100_000).AdministrationRate));
        Assert.Equal("–", RatioWords.Rate(Of(0, 0, 0).SpendingRate));
    }

    [Theory]
    [InlineData("2026-01-01", 0, false)]
    [InlineData("2026-01-02", 0, true)]
    [InlineData("2026-07-02", 3_490, true)]
    [InlineData("2026-07-02", 3_491, false)]
    [InlineData("2026-12-31", 6_980, true)]
    [InlineData("2027-01-01", 6_999, true)]
    [InlineData("2027-01-01", 7_000, false)]
    public void Path_IsHeldAgainstTheDaysThatAreOver(string today, long spent, bool wouldMiss) =>
        Assert.Equal(wouldMiss, Of(10_000, spent, 0).WouldMissSpending(DateOnly.Parse(today, CultureInfo.InvariantCulture)));

    [Theory, OnEveryDatabase]
    public async Task Year_ThatWouldMissIt_IsToldOnceAndTakenBackWhenItDoesNot(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var year = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteTime>().Today.Year));
        var before = await NowAsync(site);
        await ImportAsync(site, $"{year - 1},甲,1000000,0,未启动");

        await TurnAsync(site);
        await TurnAsync(site);

        var now = await NowAsync(site);
        Assert.Equal((100_000_000, 70_000_000), (now.IncomeBeforeMinor - before.IncomeBeforeMinor, now.RequiredMinor - before.RequiredMinor));
        Assert.Null((await AlertAsync(site))!.ResolvedUtc);
        await ImportAsync(site, $"{year},乙,900000,800000,实施中");
        await TurnAsync(site);
        Assert.Equal(80_000_000, (await NowAsync(site)).SpentMinor - now.SpentMinor);
        Assert.NotNull((await AlertAsync(site))!.ResolvedUtc);

        var auditor = await site.SignInAsync(await site.OpenAccountAsync("审计", ["Auditor"]));
        Assert.Contains("80%", (await auditor.OpenAsync("/manage/ratios")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Spending_OfAPayment_CountsAndWhatComesBackDoesNot(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var before = await NowAsync(site);
        var project = await site.PaidAsync(100_000);

        Assert.Equal(50_000, (await NowAsync(site)).SpentMinor - before.SpentMinor);
        var demand = await (await site.SignInDemanderAsync()).DemandAsync(project, "100.00");
        await (await site.SignInCashierAsync()).ReceiveAsync(demand, "100.00", "退");
        Assert.Equal(40_000, (await NowAsync(site)).SpentMinor - before.SpentMinor);
    }

    private static YearRatios Of(long income, long spent, long administration) => new(2026, income, spent, administration, new RatioSettings());

    private static async Task<YearRatios> NowAsync(CharityApp site) =>
        (await site.AsAsync(["Auditor"], services => services.GetRequiredService<IMediator>().Send(new ShowRatios()))).Value.Now;

    private static Task TurnAsync(CharityApp site) => site.InScopeAsync(async services =>
    {
        await ActivatorUtilities.CreateInstance<WatchRatios>(services).TurnAsync(CancellationToken.None);
        return true;
    });

    private static Task<Alert?> AlertAsync(CharityApp site) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<Alert>().AsNoTracking().SingleOrDefaultAsync(alert => alert.Key == WatchRatios.SpendingAlert));

    private static async Task ImportAsync(CharityApp site, string row)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes($"年度,项目名称,到账金额,已拨付金额,项目状态\r\n{row}"));
        var imported = await site.AsAsync(["Finance"], services => services.GetRequiredService<IMediator>().Send(new ImportPastPayouts("往年.csv", content)), secondFactor: true);
        CallSteps.Demand(imported.Failure is { } failure ? failure : Charity.Platform.Requests.Result.Ok);
    }
}
