using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charity.Platform.Commands;

/// <summary>Brings the database up to date and, on a fresh one, runs the set-up recipe.</summary>
public sealed class SiteSetup(IServiceScopeFactory scopes, RecipeRunner recipes, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock)
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("setup");
        await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Does nothing on a site that is set up already. A set-up that broke off is taken up again: recipes can be repeated.</summary>
    public async Task SetUpAsync(ReportProgress progress, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("setup");
        var settings = scope.ServiceProvider.GetRequiredService<ISettingsStore>();
        var state = await settings.GetAsync<SetupState>(cancellationToken);
        if (state.CompletedUtc is not null)
        {
            return;
        }

        var recipe = configuration["Setup:Recipe"] ?? (environment.IsDevelopment() ? "demo" : "blank");
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["AdminEmail", "AdminPassword"])
        {
            if (configuration[$"Setup:{name}"] is { Length: > 0 } value)
            {
                parameters[name] = value;
            }
        }

        await recipes.RunAsync(recipe, parameters, progress, cancellationToken);
        foreach (var step in scope.ServiceProvider.GetServices<ISetupStep>())
        {
            await step.RunAsync(parameters, cancellationToken);
        }

        await settings.SetAsync(new SetupState { Recipe = recipe, CompletedUtc = clock.GetUtcNow().UtcDateTime }, cancellationToken);
    }
}

/// <summary>Something a module does once, at the end of the set-up (the first administrator, statistics of the database).</summary>
public interface ISetupStep
{
    Task RunAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken);
}
