using Charity.Platform.Jobs;
using Charity.Platform.Navigation;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Charity.Platform.Modules;

/// <summary>What a module registers with: the container, the settings, and the few kinds of thing every module contributes.</summary>
public sealed class ModuleServices(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
{
    public IServiceCollection Services { get; } = services;
    public IConfiguration Configuration { get; } = configuration;
    public IHostEnvironment Environment { get; } = environment;

    public ModuleServices AddPermissions<T>() where T : class, IPermissionProvider => Add<IPermissionProvider, T>(ServiceLifetime.Singleton);

    public ModuleServices AddMenu<T>() where T : class, IMenuProvider => Add<IMenuProvider, T>(ServiceLifetime.Singleton);

    /// <summary>A step that recipes may use, named as the handler says.</summary>
    public ModuleServices AddRecipeStep<T>() where T : class, IRecipeStepHandler => Add<IRecipeStepHandler, T>(ServiceLifetime.Scoped);

    /// <summary>Has every request of the module that carries the marker checked: none can be forgotten.</summary>
    public ModuleServices AddOwnership<TMarker, TCheck>() where TCheck : class, IAuthorize<TMarker>
    {
        foreach (var request in typeof(TCheck).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(TMarker))))
        {
            Services.AddScoped(typeof(IAuthorize<>).MakeGenericType(request), typeof(TCheck));
        }

        return this;
    }

    /// <summary>A check that the <c>verify</c> command and the health page run.</summary>
    public ModuleServices AddVerification<T>() where T : class, IVerification => Add<IVerification, T>(ServiceLifetime.Scoped);

    /// <summary>A job that runs by the clock. <paramref name="cron"/> is a Quartz expression in UTC.</summary>
    public ModuleServices AddJob<T>(string description, string cron) where T : class, IJob
    {
        Services.AddScoped<T>();
        Services.AddSingleton(new JobSchedule(typeof(T), description, cron));
        return this;
    }

    private ModuleServices Add<TService, T>(ServiceLifetime lifetime) where TService : class where T : class, TService
    {
        Services.Add(new ServiceDescriptor(typeof(TService), typeof(T), lifetime));
        return this;
    }
}
