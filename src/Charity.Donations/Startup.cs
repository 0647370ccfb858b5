using Charity.Donations.Alliance;
using Charity.Donations.Booking;
using Charity.Donations.Contracts;
using Charity.Donations.FundPage;
using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Donations.Offline;
using Charity.Donations.Privacy;
using Charity.Donations.Receipts;
using Charity.Donations.Recipes;
using Charity.Donations.Verification;
using Charity.Funds.Contracts;
using Charity.Platform.Modules;
using Charity.Platform.Recipes;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Donations;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddMemoryCache();
        module.Services.AddSingleton<SettingsType>(new SettingsType<GivingSettings>());
        module.Services.AddScoped<ReceiptNumbers>();
        module.Services.AddScoped<IReceiptReferences, ReceiptReferences>();
        module.Services.AddScoped<ReceiptMail>();
        module.Services.AddScoped<HeldGiftAlert>();
        module.Services.AddScoped<OfflineIntake>();
        module.Services.AddScoped<OfflineBooking>();
        module.Services.AddSingleton<SettingsType>(new SettingsType<AllianceSettings>());
        module.Services.AddScoped<AllianceDesk>();
        module.Services.AddScoped<MerchantReader>();
        module.Services.AddScoped<MerchantRows>();
        module.Services.AddScoped<MerchantByKey>();
        module.Services.AddScoped<MerchantMails>();
        module.Services.AddScoped<MerchantTotals>();
        module.Services.AddScoped<SettlementWriter>();
        module.Services.AddScoped<SettlementReader>();
        module.Services.AddScoped<GiftScope>();
        module.Services.AddSingleton<PdfPrinter>();
        module.Services.AddScoped<IFundPageSection, GivePanel>();
        module.Services.AddScoped<IFundPageSection, RecentGifts>();
        module.Services.AddScoped<IPersonalDataSource, DonationPersonalData>();
        module.Services.AddScoped<IPersonalDataSource, MerchantPersonalData>();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<DonationsStep>();
        module.AddRecipeStep<AllianceStep>();
        module.AddVerification<GiftsEqualEntries>();
        module.AddVerification<MerchantsEqualGifts>();
        module.AddJob<AllianceClock>("Asks merchants for their sales and tells which months are late", AllianceClock.Cron);
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
        DonationsApi.Map(endpoints);
        endpoints.MapAllianceApi();
    }
}
