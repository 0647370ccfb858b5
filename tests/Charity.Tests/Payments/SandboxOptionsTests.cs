using Charity.Payments.Sandbox;
using Charity.Platform.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Charity.Tests.Payments;

/// <summary>Wrong settings stop the start with a sentence that names the key.</summary>
public sealed class SandboxOptionsTests
{
    [Fact]
    public void Read_Nothing_HasDefaults()
    {
        var options = Read(Environments.Development);

        Assert.Null(options.Secret);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Delay);
    }

    [Fact]
    public void Read_InProduction_RefusesUnlessAllowed()
    {
        var refused = Assert.Throws<SettingsException>(() => Read(Environments.Production));

        Assert.Contains("Payments:AllowSandboxInProduction", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(Read(Environments.Production, ("Payments:AllowSandboxInProduction", "true")));
        Assert.Throws<SettingsException>(() => Read(Environments.Production, ("Payments:AllowSandboxInProduction", "false")));
    }

    [Theory]
    [InlineData("Payments:SandboxSecret", "  "), InlineData("Sandbox:DelaySeconds", "-1"), InlineData("Sandbox:DelaySeconds", "86401"), InlineData("Sandbox:DelaySeconds", "soon")]
    [InlineData("Payments:AllowSandboxInProduction", "perhaps")]
    public void Read_WrongValue_NamesTheKey(string key, string value) =>
        Assert.Contains(key, Assert.Throws<SettingsException>(() => Read(Environments.Production, ("Payments:AllowSandboxInProduction", "true"), (key, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_SecretWithBlanksAround_IsTrimmed() => Assert.Equal("whsec_1"u8.ToArray(), Read(Environments.Development, ("Payments:SandboxSecret", " whsec_1\n")).Secret);

    private static SandboxOptions Read(string environment, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var (key, value) in settings)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]);
        }

        return SandboxOptions.Read(configuration.Build(), new HostingEnvironment { EnvironmentName = environment });
    }
}
