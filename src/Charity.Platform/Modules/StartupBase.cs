using Microsoft.AspNetCore.Routing;

namespace Charity.Platform.Modules;

/// <summary>A module's registrations. Found by the host, one per module, called in the order of the modules' references.</summary>
public abstract class StartupBase
{
    public virtual void ConfigureServices(ModuleServices services)
    {
    }

    public virtual void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
