using Charity.Donations.Alliance;
using Charity.Donations.Giving;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>What tests do with merchants, in their words.</summary>
internal static class AllianceSteps
{
    public static ApplyToAlliance Form(string fund = "meiyuan") => new()
    {
        FormId = Guid.CreateVersion7(),
        Name = new TypedText { Zh = "测试面馆", En = "Test Noodles" },
        Category = MerchantCategory.Food,
        Address = new TypedText { Zh = "梅园路 1 号" },
        AreaCode = "meiyuan",
        Fund = fund,
        PledgeKind = PledgeKind.PerSale,
        PledgeRate = "0.5",
        ContactName = "邵老板",
        ContactTelephone = "13812345678",
        ContactEmail = "shao@merchants.example",
        HasConsent = true,
    };

    public static Merchant Application(Guid fundId) => Merchant.Apply(
        Guid.CreateVersion7(), Merchant.NewSlug(), new MerchantFacts(new LocalizedText("面馆"), MerchantCategory.Food, new LocalizedText("路"), "meiyuan", fundId, new Pledge(PledgeKind.PerSale, 50)),
        new MerchantContact("甲", "13812345678", "a@merchants.example"), [], "zh-CN", TimeProvider.System.GetUtcNow());

    /// <summary>A merchant in the alliance since the first of the month before the last two.</summary>
    public static async Task<Merchant> MakeMerchantAsync(this CharityApp site, Func<ApplyToAlliance, ApplyToAlliance>? change = null)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("zh-CN");
        var form = change?.Invoke(Form()) ?? Form();
        Demand(await site.SendAsync(form));
        Demand(await site.SendAsync(new MoveMerchant(form.FormId, MerchantProcess.Admit, 0, site.LastMonth().AddMonths(-2), null)));
        return await site.MerchantAsync(form.FormId);
    }

    public static DateOnly LastMonth(this CharityApp site) => site.Site.Services.CreateScope().ServiceProvider.GetRequiredService<AllianceDesk>().LastMonth;

    public static Task<Merchant> MerchantAsync(this CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Merchant>().AsNoTracking().SingleAsync(merchant => merchant.Id == id));

    public static Task<List<Settlement>> SettlementsAsync(this CharityApp site, Guid merchantId) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Settlement>().AsNoTracking()
        .Where(settlement => settlement.MerchantId == merchantId).OrderBy(settlement => settlement.Month).ThenBy(settlement => settlement.Number).ToListAsync());

    public static Task<Result> TellAsync(this CharityApp site, Merchant merchant, string basis, DateOnly? month = null) =>
        site.SendAsync(new TellSales(merchant.Slug, merchant.SettlementKey, month ?? site.LastMonth(), basis));

    /// <summary>Told, and the money entered; confirmed by nobody yet.</summary>
    public static async Task<(Settlement Settlement, Guid Gift)> OweAndReceiveAsync(this CharityApp site, Merchant merchant, string basis = "100")
    {
        Demand(await site.TellAsync(merchant, basis));
        var settlement = (await site.SettlementsAsync(merchant.Id)).Single(row => row.IsCurrent);
        var booked = await site.SendAsync(Money(settlement));
        Assert.Null(booked.Failure);
        return (settlement, booked.Value);
    }

    public static BookSettlement Money(Settlement settlement) =>
        new(settlement.Id, settlement.Version, GiftSource.Bank, DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-1)), $"B{Guid.NewGuid():N}"[..20], null, null);

    public static Task<T> SendAsAsync<T>(this CharityApp site, string role, IRequest<T> request) => site.AsAsync([role], services => services.GetRequiredService<IMediator>().Send(request));

    public static void Demand(Result result) => Assert.True(result.Succeeded, $"{result.Failure?.Code} {string.Join(',', result.Failure?.Fields.Select(field => field.Code) ?? [])}");
}
