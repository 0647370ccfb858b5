using Charity.Platform.Modules;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Privacy;
using Charity.Ventures.Projects;
using Charity.Ventures.Recipes;
using Charity.Ventures.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<CallDesk>();
        module.AddSubmissions();
        module.Services.AddScoped<IPersonalDataSource, QuestionData>();
        module.AddJob<CallClock>("Opens and closes calls for submissions on their days", CallClock.Cron);
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<CallsStep>();
        module.AddProjects();
    }
}
