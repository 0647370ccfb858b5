using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Payments.Events;
using Charity.Payments.Gateways;
using Charity.Payments.Sandbox;
using Charity.Payments.Webhooks;
using Charity.Platform.Modules;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Charity.Payments;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        var services = module.Services;
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddVerification<PaymentsVerification>();
        services.AddSingleton<PaymentMetrics>();
        services.AddSingleton<InboxWriter>();
        services.AddSingleton<WebhookDoor>();
        services.AddSingleton<PaymentEvents>();
        services.AddSingleton<IPaymentEvents>(provider => provider.GetRequiredService<PaymentEvents>());
        services.AddHostedService<ProcessEvents>();
        services.AddScoped<EventGroup>();
        services.AddScoped<ICheckouts, CheckoutDesk>();
        services.AddSingleton<ProviderAnswers>();
        AddProvider(module);
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
        // Past sign-in, antiforgery, caching and limits: the signature is what counts here.
        var door = endpoints.ServiceProvider.GetRequiredService<WebhookDoor>();
        endpoints.MapPost("/webhooks/{provider}", (RequestDelegate)door.HandleAsync).DisableAntiforgery().ShortCircuit();
    }

    private static void AddProvider(ModuleServices module)
    {
        var provider = module.Configuration["Payments:Provider"] ?? "Sandbox";
        if (!provider.Equals("Sandbox", StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingsException($"Payments:Provider is \"{provider}\" but must be Sandbox.");
        }

        var services = module.Services;
        services.AddSingleton(SandboxOptions.Read(module.Configuration, module.Environment));
        services.AddSingleton<SandboxWebhooks>();
        services.AddSingleton<IWebhookSource>(site => site.GetRequiredService<SandboxWebhooks>());
        services.TryAddSingleton<IPaymentGateway, SandboxGateway>();
        services.AddSingleton<ISandbox, SandboxPayer>();
        services.AddScoped<SandboxDesk>();
        services.AddSingleton<IDemonstration, SandboxDemonstration>();
        services.AddHttpClient(DeliverSandboxEvents.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(30)).RemoveAllLoggers();
        services.AddHostedService<DeliverSandboxEvents>();
    }
}
