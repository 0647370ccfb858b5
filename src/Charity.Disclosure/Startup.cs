using Charity.Disclosure.Journal;
using Charity.Disclosure.Words;
using Charity.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Disclosure;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<AccountCatalog>();
        module.Services.AddScoped<EntrySearches>();
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapLedgerApi();
}
