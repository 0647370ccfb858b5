using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Requests;

internal static class MediatorServices
{
    private static readonly Type[] Scanned = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>), typeof(IValidator<>), typeof(IAuthorize<>)];

    /// <summary>Registers MediatR, the pipeline in its order, and every handler, validator and ownership check of the modules.</summary>
    public static IServiceCollection AddCharityRequests(this IServiceCollection services, IEnumerable<Assembly> modules)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LogRequests<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidateRequests<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizeRequests<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(CommitCommands<,>));
        var found = from assembly in modules
                    from type in assembly.GetTypes()
                    where type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
                    from contract in type.GetInterfaces()
                    where contract.IsGenericType && Scanned.Contains(contract.GetGenericTypeDefinition())
                    select (contract, type);
        foreach (var (contract, type) in found)
        {
            services.AddScoped(contract, type);
        }

        return services;
    }
}
