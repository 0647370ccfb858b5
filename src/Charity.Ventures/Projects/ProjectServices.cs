using Charity.Platform.Modules;
using Charity.Platform.Requests;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Duties;
using Charity.Ventures.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Projects;

/// <summary>The services of running projects.</summary>
internal static class ProjectServices
{
    public static void AddProjects(this ModuleServices module)
    {
        module.Services.AddScoped<ProjectDesk>();
        module.Services.AddScoped<ProjectFactsReader>();
        module.Services.AddScoped<ProjectReader>();
        module.Services.AddScoped<ProjectMails>();
        module.Services.AddScoped<ActivityDesk>();
        module.Services.AddScoped<ActivityReader>();
        module.Services.AddScoped<CertificateReader>();
        module.Services.AddScoped<ProjectFiles>();
        module.Services.AddScoped<DutyCheck>();
        module.Services.AddScoped<AgreementDesk>();
        module.Services.AddScoped<AgreementWriter>();
        AddOwnership(module.Services);
        module.AddRecipeStep<ProjectsStep>();
        module.AddJob<ProjectClock>("Begins projects on their first day and asks for evaluations on theirs", ProjectClock.Cron);
    }

    /// <summary>Every request about one's own project is checked: none can be forgotten.</summary>
    private static void AddOwnership(IServiceCollection services)
    {
        foreach (var request in typeof(ProjectServices).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IOwnProjectRequest))))
        {
            services.AddScoped(typeof(IAuthorize<>).MakeGenericType(request), typeof(OwnProjectsOnly));
        }
    }
}
