using Charity.Platform.Modules;
using Charity.Ventures.Calls;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<CallDesk>();
        module.AddJob<CallClock>("Opens and closes calls for submissions on their days", CallClock.Cron);
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
    }
}
