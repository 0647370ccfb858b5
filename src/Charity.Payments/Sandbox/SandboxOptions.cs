using System.Globalization;
using System.Text;
using Charity.Platform.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Charity.Payments.Sandbox;

/// <param name="Secret">The signing secret given by <c>Payments:SandboxSecret</c>; null when one is made.</param>
/// <param name="Delay">How long "later" is: <c>Sandbox:DelaySeconds</c>.</param>
internal sealed record SandboxOptions(byte[]? Secret, TimeSpan Delay)
{
    public const string AllowKey = "Payments:AllowSandboxInProduction";
    private const string SecretKey = "Payments:SandboxSecret";
    private const string DelayKey = "Sandbox:DelaySeconds";
    private const string UsualDelay = "20";
    private const int LongestDelay = 24 * 60 * 60;

    /// <exception cref="SettingsException">A setting is wrong, or this is production.</exception>
    public static SandboxOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsProduction() && !IsAllowed(configuration[AllowKey]))
        {
            throw new SettingsException(
                $"Payments:Provider is Sandbox, which takes no real money, but this is production: choose another provider, or set {AllowKey} to true for a demonstration.");
        }

        var given = configuration[DelayKey] ?? UsualDelay;
        if (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var delay) || delay > LongestDelay)
        {
            throw new SettingsException($"{DelayKey} is \"{given}\" but must be a number of seconds between 0 and {LongestDelay}.");
        }

        var secret = configuration[SecretKey]?.Trim();
        return secret is { Length: 0 }
            ? throw new SettingsException($"{SecretKey} must not be blank; leave it out to have one made.")
            : new SandboxOptions(secret is null ? null : Encoding.UTF8.GetBytes(secret), TimeSpan.FromSeconds(delay));
    }

    private static bool IsAllowed(string? setting) =>
        setting is not null && (bool.TryParse(setting, out var isAllowed) ? isAllowed : throw new SettingsException($"{AllowKey} is \"{setting}\" but must be true or false."));
}
