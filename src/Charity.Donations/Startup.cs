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
        module.Services.AddScoped<OfflineBooking>();
        module.Services.AddScoped<GiftScope>();
        module.Services.AddSingleton<PdfPrinter>();
        module.Services.AddScoped<IFundPageSection, GivePanel>();
        module.Services.AddScoped<IFundPageSection, RecentGifts>();
        module.Services.AddScoped<IPersonalDataSource, DonationPersonalData>();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<DonationsStep>();
        module.AddVerification<GiftsEqualEntries>();
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints) => DonationsApi.Map(endpoints);
}
