using Charity.Contents.Contracts;
using Charity.Funds.Checks;
using Charity.Funds.Contracts;
using Charity.Funds.Figures;
using Charity.Funds.FundPages;
using Charity.Funds.Manage;
using Charity.Funds.Motions;
using Charity.Funds.Recipes;
using Charity.Funds.Register;
using Charity.Platform.Modules;
using Charity.Platform.Recipes;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Funds;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        var services = module.Services;
        services.AddMemoryCache();
        services.AddSingleton<SettingsType>(new SettingsType<FundSettings>());
        services.AddSingleton<FundShelf>();
        services.AddScoped<IFunds, FundDirectory>();
        services.AddScoped<FundAccess>();
        services.AddScoped<IResponsibilities, FundResponsibilities>();
        services.AddScoped<FundDesk>();
        services.AddScoped<FundReadiness>();
        services.AddScoped<FundMoves>();
        services.AddScoped<FundAccounts>();
        services.AddScoped<FundBooks>();
        services.AddScoped<FundCards>();
        services.AddScoped<FundPageReader>();
        services.AddScoped<ISearchSource, FundsInSearch>();
        services.AddScoped<ISitemapSource, FundsInSearch>();
        services.AddScoped<MotionDesk>();
        services.AddScoped<MotionPapers>();
        services.AddScoped<PublicMotionList>();
        services.AddScoped<PublishedMotions>();
        services.AddScoped<IFundMotions, FundMotions>();
        services.AddScoped<IFundPageSection, LatestMotions>();
        services.AddHostedService<OpenSharedAccounts>();
        module.AddOwnership<IFundRequest, OwnFundsOnly>();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<FundsStep>();
        module.AddRecipeStep<MotionsStep>();
        module.AddVerification<FundsVerification>();
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapFundsApi();
        endpoints.MapMotionsApi();
    }
}
