using Charity.Contents.Contracts;
using Charity.Organisations.Areas;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Organisations.OrganisationPages;
using Charity.Organisations.Privacy;
using Charity.Organisations.Profile;
using Charity.Organisations.Recipes;
using Charity.Organisations.Reminders;
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
        module.AddOwnership<IOrganisationRequest, OwnOrganisationsOnly>();
        module.Services.AddSingleton<Fingerprints>();
        module.Services.AddSingleton<IPersonFingerprints>(provider => provider.GetRequiredService<Fingerprints>());
        module.Services.AddScoped<DossierDesk>();
        module.Services.AddScoped<CheckerCheck>();
        module.Services.AddScoped<InvitationDesk>();
        module.Services.AddScoped<IOrganisationMails, OrganisationMails>();
        module.Services.AddScoped<IOrganisations, OrganisationDirectory>();
        module.Services.AddScoped<IPayeeAccounts, PayeeAccounts>();
        module.Services.AddScoped<ISearchSource, OrganisationsInSearch>();
        module.Services.AddScoped<ISitemapSource, OrganisationsInSearch>();
        module.Services.AddScoped<IPersonalDataSource, MembershipData>();
        module.AddJob<WatchDossiers>("Reminds of licences that expire and ends bars that are over", WatchDossiers.Cron);
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<AreasStep>();
        module.AddRecipeStep<CharityStep>();
        module.AddRecipeStep<OrganisationsStep>();
    }
}
