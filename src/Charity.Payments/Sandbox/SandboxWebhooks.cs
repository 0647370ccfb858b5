using System.Security.Cryptography;
using System.Text;
using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Payments.Sandbox;

/// <summary>The sandbox's side of a shared secret, made once and kept encrypted; all nodes use the same.</summary>
internal sealed record SandboxSettings
{
    public string? SealedSecret { get; init; }
}

/// <summary>Events of the sandbox, as the door knows them.</summary>
internal sealed class SandboxWebhooks(SandboxOptions options, FieldCipher cipher, IServiceScopeFactory scopes) : IWebhookSource, IDisposable
{
    public const string Header = "Sandbox-Signature";
    private const int SecretBytes = 24;

    private readonly SemaphoreSlim _once = new(1, 1);
    private IReadOnlyList<byte[]>? _secrets = options.Secret is { } given ? [given] : null;

    public string Provider => SandboxGateway.Name;

    public string SignatureHeader => Header;

    public bool IsLive => false;

    public ValueTask<IReadOnlyList<byte[]>> SecretsAsync(CancellationToken cancellationToken) =>
        _secrets is { } secrets ? ValueTask.FromResult(secrets) : new ValueTask<IReadOnlyList<byte[]>>(LoadAsync(cancellationToken));

    public async ValueTask<string> SignAsync(byte[] body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var secrets = await SecretsAsync(cancellationToken);
        return WebhookSignature.Sign(body, secrets[0], now);
    }

    public void Dispose() => _once.Dispose();

    private async Task<IReadOnlyList<byte[]>> LoadAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            return _secrets ??= [Encoding.UTF8.GetBytes(await FindOrMakeAsync(cancellationToken))];
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<string> FindOrMakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("payments");
        var settings = scope.ServiceProvider.GetRequiredService<ISettingsStore>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await scope.ServiceProvider.GetRequiredService<CharityDbContext>().LockAsync("sandbox-secret", token);
                if ((await settings.GetAsync<SandboxSettings>(token)).SealedSecret is { } kept)
                {
                    return cipher.Decrypt(kept);
                }

                var made = $"whsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
                await settings.SetAsync(new SandboxSettings { SealedSecret = cipher.Encrypt(made) }, token);
                return made;
            },
            cancellationToken);
    }
}
