namespace Charity.Payments.Webhooks;

/// <summary>A provider whose signed events come in at <c>/webhooks/{provider}</c>.</summary>
internal interface IWebhookSource
{
    string Provider { get; }

    /// <summary>The request header with the signature, e.g. <c>Stripe-Signature</c>.</summary>
    string SignatureHeader { get; }

    /// <summary>Whether the site works with the provider's real money; events of the other mode never touch the books.</summary>
    bool IsLive { get; }

    /// <summary>The signing secrets that count now; more than one while a secret is being replaced.</summary>
    ValueTask<IReadOnlyList<byte[]>> SecretsAsync(CancellationToken cancellationToken);
}
