using Charity.Platform.Recipes;
using Charity.Platform.Security;
using Charity.Platform.Verification;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Commands;

/// <summary>A command given after <c>--</c> on the command line.</summary>
public interface ISiteCommand
{
    string Name { get; }

    /// <summary>One line for <c>help</c>.</summary>
    string Usage { get; }

    /// <returns>The exit code.</returns>
    Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken);
}

internal static class CommandLine
{
    /// <summary>Runs the named command, or says which there are.</summary>
    public static async Task<int> RunAsync(WebApplication site, IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        await using var scope = site.Services.GetRequiredService<IServiceScopeFactory>().CreateSystemScope("command");
        var commands = scope.ServiceProvider.GetServices<ISiteCommand>().ToList();
        if (commands.FirstOrDefault(command => command.Name == arguments[0]) is { } chosen)
        {
            return await chosen.RunAsync(arguments.Skip(1).ToList(), output, cancellationToken);
        }

        await output.WriteLineAsync("Commands:");
        foreach (var command in commands)
        {
            await output.WriteLineAsync($"  {command.Usage}");
        }

        return arguments[0] == "help" ? 0 : 2;
    }
}

internal sealed class MigrateCommand(SiteSetup setup) : ISiteCommand
{
    public string Name => "migrate";

    public string Usage => "migrate                  bring the database up to date";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        await setup.MigrateAsync(cancellationToken);
        await output.WriteLineAsync("The database is up to date.");
        return 0;
    }
}

internal sealed class RecipeCommand(SiteSetup setup, RecipeRunner recipes) : ISiteCommand
{
    public string Name => "recipe";

    public string Usage => "recipe <file-or-name>    run a recipe";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (arguments.Count != 1)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        await setup.MigrateAsync(cancellationToken);
        try
        {
            await recipes.RunAsync(arguments[0], new Dictionary<string, string>(), ConsoleProgress.To(output), cancellationToken);
        }
        catch (RecipeException exception)
        {
            await output.WriteLineAsync(exception.Message);
            return 1;
        }

        await output.WriteLineAsync("The recipe has been run.");
        return 0;
    }
}

internal sealed class VerifyCommand(SiteVerification verification) : ISiteCommand
{
    public string Name => "verify";

    public string Usage => "verify                   check every invariant; exit code 1 and the first wrong rows if one is broken";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var broken = 0;
        await foreach (var check in verification.RunAsync(ConsoleProgress.To(output), cancellationToken))
        {
            foreach (var finding in check.Findings)
            {
                await output.WriteLineAsync($"  BROKEN {finding.Rule}: {finding.Where}: expected {finding.Expected}, found {finding.Found}");
            }

            await output.WriteLineAsync($"{(check.Findings.Count == 0 ? "ok     " : "BROKEN ")}{check.Name}");
            broken += check.Findings.Count;
        }

        return broken == 0 ? 0 : 1;
    }
}

internal static class ConsoleProgress
{
    /// <summary>One line per step, and at most one a second within long ones.</summary>
    public static ReportProgress To(TextWriter output)
    {
        var last = DateTime.MinValue;
        string? lastWhat = null;
        return (what, done, total) =>
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            if (what == lastWhat && now - last < TimeSpan.FromSeconds(1) && done != total)
            {
                return;
            }

            (last, lastWhat) = (now, what);
            output.WriteLine(total is null ? $"  {what}" : $"  {what}: {done} of {total}");
        };
    }
}
