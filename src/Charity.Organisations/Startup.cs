using Charity.Organisations.Areas;
using Charity.Organisations.Contracts;
using Charity.Organisations.Profile;
using Charity.Organisations.Recipes;
using Charity.Platform.Modules;
using Charity.Users.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Organisations;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddMemoryCache();
        module.Services.AddSingleton<AreaTree>();
        module.Services.AddSingleton<IAreas>(provider => provider.GetRequiredService<AreaTree>());
        module.Services.AddSingleton<CharityProfileReader>();
        module.Services.AddSingleton<ICharityProfile>(provider => provider.GetRequiredService<CharityProfileReader>());
        module.Services.AddScoped<IResponsibilities, AreaResponsibilities>();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<AreasStep>();
        module.AddRecipeStep<CharityStep>();
    }
}
