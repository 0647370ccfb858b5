using System.Reflection;
using Charity.Platform.Commands;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Jobs;
using Charity.Platform.Localization;
using Charity.Platform.Modules;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Charity.Platform;

/// <summary>Puts the site together from its modules, and runs it or one of its commands.</summary>
public static class CharityHost
{
    public static async Task<int> RunAsync(string[] arguments, Assembly host)
    {
        // "-- verify" is a command; "--Setup:Recipe=blank" is a setting.
        var command = arguments.Length > 0 && !arguments[0].StartsWith('-') ? arguments : null;
        try
        {
            await using var site = Build(command is null ? arguments : [], host);
            if (command is not null)
            {
                return await CommandLine.RunAsync(site, command, Console.Out, CancellationToken.None);
            }

            await PrepareAsync(site, Console.Out, CancellationToken.None);
            await site.RunAsync();
            return 0;
        }
        catch (Exception exception) when (exception is SettingsException or RecipeException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Migrates and, on a fresh database, sets the site up.</summary>
    public static async Task PrepareAsync(WebApplication site, TextWriter output, CancellationToken cancellationToken)
    {
        var setup = site.Services.GetRequiredService<SiteSetup>();
        await setup.MigrateAsync(cancellationToken);
        await setup.SetUpAsync(ConsoleProgress.To(output), cancellationToken);
    }

    /// <param name="configure">Last word on services and settings, for tests.</param>
    public static WebApplication Build(string[] arguments, Assembly host, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ApplicationName = host.GetName().Name });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        configure?.Invoke(builder);
        var modules = new ModuleCatalog(host);
        HostSettings.SiteAddress(builder.Configuration, builder.Environment);
        var directory = HostSettings.DataDirectory(builder.Configuration, builder.Environment);
        var database = HostSettings.Database(builder.Configuration, directory);
        AddPlatform(builder, modules, directory, database);
        foreach (var module in modules.Modules)
        {
            module.Startup.ConfigureServices(new ModuleServices(builder.Services, builder.Configuration, builder.Environment));
        }

        builder.Services.AddCharityJobs(database, builder.Services.Where(service => service.ServiceType == typeof(JobSchedule)).Select(service => (JobSchedule)service.ImplementationInstance!).ToList());
        var site = builder.Build();
        UsePipeline(site, modules);
        return site;
    }

    private static void AddPlatform(WebApplicationBuilder builder, ModuleCatalog modules, DataDirectory directory, DatabaseOptions database)
    {
        var services = builder.Services;
        services.AddSingleton(modules);
        services.AddSingleton(directory);
        services.AddSingleton(new RecipesFolder(Path.Combine(AppContext.BaseDirectory, "recipes")));
        services.AddSingleton(new FieldCipher(MasterKey.Load(builder.Configuration, directory.Root)));
        services.AddSingleton<SiteSetup>();
        services.AddScoped<ISiteCommand, MigrateCommand>();
        services.AddScoped<ISiteCommand, RecipeCommand>();
        services.AddScoped<ISiteCommand, VerifyCommand>();
        services.AddCharityData(database);
        services.AddCharityLocalization(builder.Configuration);
        services.AddCharityRequests(modules.Modules.Select(module => module.Assembly));
        services.AddCharityRateLimits(builder.Configuration);
        services.AddAutoMapper(mapping => mapping.LicenseKey = builder.Configuration["AutoMapper:LicenseKey"], modules.Modules.Select(module => module.Assembly));
        services.AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("Charity").PersistKeysToDbContext<CharityDbContext>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlEncryptor = new KeyRingEncryptor(provider.GetRequiredService<FieldCipher>())));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        services.AddCharityOpenApi();
        services.AddProblemDetails();
        services.AddOutputCache(options => options.AddPolicy(OutputCaching.Policy, policy => policy.AddPolicy<OutputCaching>(), excludeDefaultPolicy: true));
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "charity-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddControllersWithViews(mvc =>
        {
            mvc.Conventions.Add(new AreaByAssembly());
            mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            mvc.Filters.Add(new KnowTheThemes());

            // What a form must hold is said by the request's validator, in the reader's language.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        }).AddViewOptions(views =>
        {
            // Its empty summary writes an inline style, which the content security policy forbids, and its scripts are not shipped.
            views.HtmlHelperOptions.ClientValidationEnabled = false;
        }).ConfigureApplicationPartManager(parts =>
        {
            parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single());
            parts.FeatureProviders.Add(new InternalControllers());
        });
        // Chinese is written as Chinese: escaped to numbers it is four times as long, and the escaping protects nobody.
        services.Configure<Microsoft.Extensions.WebEncoders.WebEncoderOptions>(options => options.TextEncoderSettings = new System.Text.Encodings.Web.TextEncoderSettings(System.Text.Unicode.UnicodeRanges.All));
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new ThemeViews(modules)));
        services.Configure<Microsoft.AspNetCore.Routing.RouteOptions>(options => options.LowercaseUrls = true);
    }

    private static void UsePipeline(WebApplication site, ModuleCatalog modules)
    {
        site.UseForwardedHeaders();
        site.UseHeadRequests();
        site.UseSecurityHeaders();
        site.UseRequestLocalization();
        site.UseExceptionHandler("/error/500");
        site.UseStatusCodePagesWithReExecute("/error/{0}");
        if (!site.Environment.IsDevelopment())
        {
            site.UseHsts();
        }

        site.UseRouting();
        site.UseRateLimiter();
        site.UseAuthentication();
        site.UseAuthorization();
        site.UseOutputCache();
        site.UseAntiforgery();
        site.MapStaticAssets();
        site.MapOpenApi();
        site.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        site.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        foreach (var module in modules.Modules)
        {
            module.Startup.ConfigureEndpoints(site);
        }

        site.MapControllers();
    }
}

internal sealed class DatabaseHealth(CharityDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database cannot be reached.");
}
