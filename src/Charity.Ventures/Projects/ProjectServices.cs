using Charity.Platform.Modules;
using Charity.Ventures.Duties;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Projects;

/// <summary>The services of running projects.</summary>
internal static class ProjectServices
{
    public static void AddProjects(this ModuleServices module)
    {
        module.Services.AddScoped<ProjectDesk>();
        module.Services.AddScoped<ProjectFactsReader>();
        module.Services.AddScoped<DutyCheck>();
        module.AddJob<ProjectClock>("Begins projects on their first day and asks for evaluations on theirs", ProjectClock.Cron);
    }
}
