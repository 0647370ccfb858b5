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
    private const int LongestDelay = 24 * 60 * 60;

    /// <exception cref="SettingsException">A setting is wrong, or this is production.</exception>
    public static SandboxOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsProduction() && !configuration.GetValue(AllowKey, false))
        {
            throw new SettingsException(
                $"Payments:Provider is Sandbox, which takes no real money, but this is production: choose another provider, or set {AllowKey} to true for a demonstration.");
        }

        var delay = configuration.GetValue(DelayKey, 20);
        if (delay is < 0 or > LongestDelay)
        {
            throw new SettingsException($"{DelayKey} must be between 0 and {LongestDelay}.");
        }

        var secret = configuration[SecretKey]?.Trim();
        return secret is { Length: 0 }
            ? throw new SettingsException($"{SecretKey} must not be blank; leave it out to have one made.")
            : new SandboxOptions(secret is null ? null : Encoding.UTF8.GetBytes(secret), TimeSpan.FromSeconds(delay));
    }
}
