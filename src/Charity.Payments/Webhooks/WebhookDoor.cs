using System.Buffers;
using Charity.Payments.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Charity.Payments.Webhooks;

/// <summary>
/// Where providers bring their events. 200 only after the event lies safely in the inbox (or did before), 400 for what can never
/// be valid, 413 over <see cref="LargestBody"/>, 404 for an unknown provider, 503 when storing failed: then the provider comes again.
/// </summary>
internal sealed class WebhookDoor(IEnumerable<IWebhookSource> sources, InboxWriter inbox, PaymentMetrics metrics, TimeProvider clock, ILogger<WebhookDoor> logger)
{
    /// <summary>Bytes.</summary>
    public const int LargestBody = 1024 * 1024;

    private readonly Dictionary<string, IWebhookSource> _sources = sources.ToDictionary(source => source.Provider, StringComparer.Ordinal);

    /// <summary>The HTTP side; written by hand because it runs for every event.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var provider = (string)context.Request.RouteValues["provider"]!;
        DoorAnswer answer;
        try
        {
            answer = !_sources.TryGetValue(provider, out var source) ? DoorAnswer.UnknownProvider
                : await ReadAsync(context.Request, context.RequestAborted) is not { } body ? Refused(provider, DoorAnswer.TooLarge)
                : context.Request.Headers[source.SignatureHeader] is { Count: 1 } signature ? await ReceiveAsync(source, signature.ToString(), body, context.RequestAborted)
                : Refused(provider, DoorAnswer.Malformed);
        }
        catch (BadHttpRequestException exception)
        {
            // The connection broke off, or the body is not what its length announced.
            answer = Refused(provider, new DoorAnswer(exception.StatusCode, "bad_request"));
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(answer.Reason, context.RequestAborted);
    }

    /// <summary>The same door for those inside: raw bytes and the signature header, as they would come by HTTP.</summary>
    public async Task<DoorAnswer> ReceiveAsync(string provider, string signature, byte[] body, CancellationToken cancellationToken) =>
        !_sources.TryGetValue(provider, out var source) ? DoorAnswer.UnknownProvider
        : body.Length > LargestBody ? Refused(provider, DoorAnswer.TooLarge)
        : await ReceiveAsync(source, signature, body, cancellationToken);

    private async Task<DoorAnswer> ReceiveAsync(IWebhookSource source, string signature, byte[] body, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var secrets = await source.SecretsAsync(cancellationToken);
        var refusal = WebhookSignature.Verify(signature, body, secrets, now) switch
        {
            SignatureVerdict.Valid => null,
            SignatureVerdict.Malformed => DoorAnswer.Malformed,
            SignatureVerdict.Wrong => DoorAnswer.WrongSignature,
            SignatureVerdict.TooOld => DoorAnswer.TooOld,
            SignatureVerdict.TooNew => DoorAnswer.TooNew,
            var other => throw new InvalidOperationException($"Unknown verdict {other}."),
        };
        if (refusal is not null)
        {
            return Refused(source.Provider, refusal);
        }

        return EventEnvelope.Read(body) is { } envelope
            ? await StoreAsync(new IncomingEvent(Guid.CreateVersion7(now), source.Provider, envelope, now.UtcDateTime, body))
            : Refused(source.Provider, DoorAnswer.NoEvent);
    }

    private async Task<DoorAnswer> StoreAsync(IncomingEvent incoming)
    {
        if (inbox.Add(incoming) is not { } stored)
        {
            return Refused(incoming.Provider, DoorAnswer.Busy);
        }

        try
        {
            await stored;
            return DoorAnswer.Accepted;
        }
        catch (Exception)
        {
            // The writer has logged it, once for the whole group.
            return Refused(incoming.Provider, DoorAnswer.NotStored);
        }
    }

    private DoorAnswer Refused(string provider, DoorAnswer answer)
    {
        metrics.Refused(provider, answer.Reason);
        logger.LogDebug("A delivery of {Provider} was refused: {Reason}", provider, answer.Reason);
        return answer;
    }

    /// <summary>The raw body, or null when it is too large.</summary>
    private static async ValueTask<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length)
        {
            if (length > LargestBody)
            {
                return null;
            }

            var body = new byte[length];
            await request.Body.ReadExactlyAsync(body, cancellationToken);
            return body;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(LargestBody + 1);
        try
        {
            var read = await request.Body.ReadAtLeastAsync(buffer.AsMemory(0, LargestBody + 1), LargestBody + 1, throwOnEndOfStream: false, cancellationToken);
            return read > LargestBody ? null : buffer[..read];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <param name="Reason">For the provider's log page and our metrics; says nothing a forger could use.</param>
internal sealed record DoorAnswer(int Status, string Reason)
{
    public static readonly DoorAnswer Accepted = new(StatusCodes.Status200OK, "accepted");
    public static readonly DoorAnswer UnknownProvider = new(StatusCodes.Status404NotFound, "unknown_provider");
    public static readonly DoorAnswer TooLarge = new(StatusCodes.Status413PayloadTooLarge, "too_large");
    public static readonly DoorAnswer Malformed = new(StatusCodes.Status400BadRequest, "signature_malformed");
    public static readonly DoorAnswer WrongSignature = new(StatusCodes.Status400BadRequest, "signature_wrong");
    public static readonly DoorAnswer TooOld = new(StatusCodes.Status400BadRequest, "signature_too_old");
    public static readonly DoorAnswer TooNew = new(StatusCodes.Status400BadRequest, "signature_too_new");
    public static readonly DoorAnswer NoEvent = new(StatusCodes.Status400BadRequest, "not_an_event");
    public static readonly DoorAnswer Busy = new(StatusCodes.Status503ServiceUnavailable, "busy");
    public static readonly DoorAnswer NotStored = new(StatusCodes.Status503ServiceUnavailable, "not_stored");
}
