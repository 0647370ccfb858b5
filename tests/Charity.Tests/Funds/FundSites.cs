using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Funds.Contracts;
using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

/// <summary>The sites the tests of funds share, one per database.</summary>
[CollectionDefinition(nameof(FundSites))]
public sealed class FundSites : ICollectionFixture<SharedSites>;

/// <summary>What tests do with funds, in their words.</summary>
internal static class FundSteps
{
    public static string NewSlug() => "test-" + Guid.CreateVersion7().ToString("N")[^12..];

    /// <summary>A complete fund, opened unless told otherwise.</summary>
    public static async Task<string> MakeFundAsync(this CharityApp site, string area = "nongxiang", bool open = true, string? name = null, long goalYuan = 1000, TypedText? story = null)
    {
        var slug = NewSlug();
        Demand(await site.SendAsync(new CreateFund { Slug = slug, Name = new TypedText { Zh = name ?? $"测试基金{slug}", En = $"Test fund {slug}" }, Kind = FundKind.Community, AreaCode = area }));
        Demand(await site.SendAsync(Texts(slug, 0, name ?? $"测试基金{slug}", goalYuan) with { Story = story ?? Both("一个故事") }));
        Demand(await site.SendAsync(Campaign(slug, 1)));
        Demand(await site.SendAsync(Committee(slug, 2)));
        if (open)
        {
            Demand(await site.SendAsync(new MoveFund(slug, "open", 0, null)));
        }

        return slug;
    }

    public static EditFund Texts(string slug, int revision, string name = "测试基金", long goalYuan = 1000) => new()
    {
        Slug = slug,
        Revision = revision,
        Name = new TypedText { Zh = name, En = "Test fund" },
        Purpose = Both("用途"),
        Summary = Both("一句话"),
        Story = Both("一个故事"),
        Cover = "funds/meiyuan.svg",
        Goal = goalYuan.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Presets = "20 50",
        LargeGift = "5000",
    };

    public static EditCampaign Campaign(string slug, int revision) => new()
    {
        Slug = slug,
        Revision = revision,
        FilingNumber = "51990101MJDEM02682A26099",
        StartsOn = new DateOnly(2026, 1, 1),
        EndsOn = new DateOnly(2090, 1, 1),
        Plan = new TypedPlan
        {
            Purpose = Both("目的"),
            PeriodAndRegion = Both("起止"),
            ResponsiblePersonAndAddress = Both("负责人"),
            WaysOfGiving = Both("方式"),
            BankAccount = Both("账户"),
            Beneficiaries = Both("受益人"),
            UseOfFunds = Both("用途"),
            FundraisingCost = Both("成本"),
            LeftoverTreatment = Both("剩余"),
        },
        PlatformName = Both("平台"),
        PlatformUrl = "https://platform.example/test",
    };

    public static SeatCommittee Committee(string slug, int revision) => new()
    {
        Slug = slug,
        Revision = revision,
        Seats =
        [
            new() { Name = "甲", Role = CommitteeRole.Chair }, new() { Name = "乙" }, new() { Name = "丙" }, new() { Name = "丁" }, new() { Name = "戊", Role = CommitteeRole.Supervisor },
        ],
    };

    public static TypedText Both(string zh) => new() { Zh = zh, En = $"English {zh}" };

    public static Task<Fund> ReadFundAsync(this CharityApp site, string slug) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Fund>()
        .AsNoTracking().AsSplitQuery().Include(fund => fund.Campaign).Include(fund => fund.Committee).Include(fund => fund.Uses).Include(fund => fund.Documents)
        .SingleAsync(fund => fund.Slug == slug));

    public static string Text(this IHtmlDocument page, string selector) => string.Join('\n', page.QuerySelectorAll(selector).Select(element => element.Text().Trim()));

    private static void Demand(Result result) => Assert.True(result.Succeeded, $"{result.Failure?.Code} {string.Join(',', result.Failure?.Fields.Select(field => field.Code) ?? [])}");
}
