using System.Net;
using System.Net.Sockets;
using System.Text;
using Charity.Payments.Webhooks;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Payments;

/// <summary>The door over real HTTP.</summary>
public sealed class WebhookDoorTests(ListeningPaymentSites sites) : IClassFixture<ListeningPaymentSites>
{
    private static readonly HttpClient Http = new();

    [Theory, OnEveryDatabase]
    public async Task Post_TwentyTimesAtOnce_IsAcceptedAndBookedOnce(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var payload = Events.Completed(order);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(site, payload)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "accepted"), answer));
        await site.EventuallyAsync(async () => (await site.BookedAsync(order)).Count > 0);
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_Refused_AnswersWhyAndStoresNothing(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var now = TimeProvider.System.GetUtcNow();
        var payload = Events.Completed(order, "evt_refused");
        var signature = Sign(payload, now);
        var (time, hex) = (signature.Split(',')[0], signature.Split(',')[1]);
        byte[] bom = [0xEF, 0xBB, 0xBF, .. payload];
        var noJson = PaymentSite.Bytes("evt_refused, signed but no JSON");
        (byte[] Body, string? Signature, int Status, string Reason)[] cases =
        [
            (payload, null, 400, "signature_malformed"),
            (payload, "", 400, "signature_malformed"),
            (payload, $"{time},{time},{hex}", 400, "signature_malformed"),
            (payload, $"{time}abc,{hex}", 400, "signature_malformed"),
            (payload, Sign(payload, now, "whsec_forged"), 400, "signature_wrong"),
            (payload, $"{time},v1={hex[3..].ToUpperInvariant()}", 400, "signature_wrong"),
            (payload[..^1], signature, 400, "signature_wrong"),
            (bom, signature, 400, "signature_wrong"),
            (bom, Sign(bom, now), 400, "not_an_event"),
            (payload, Sign(payload, now.AddMinutes(-6)), 400, "signature_too_old"),
            (payload, Sign(payload, now.AddMinutes(6)), 400, "signature_too_new"),
            (noJson, Sign(noJson, now), 400, "not_an_event"),
            ([], Sign([], now), 400, "not_an_event"),
        ];

        foreach (var (body, header, status, reason) in cases)
        {
            Assert.Equal(((HttpStatusCode)status, reason), await SendAsync(site, body, header ?? "none"));
        }

        Assert.Empty(await site.InboxAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_OtherForms_AreAccepted(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var now = TimeProvider.System.GetUtcNow();
        var payload = Events.Event("never.heard.of", order);
        var signature = Sign(payload, now);
        string[] headers =
        [
            signature,
            signature.Replace(",", ", ", StringComparison.Ordinal),
            $"{Sign(payload, now, "whsec_old")},{signature.Split(',')[1]}",
            Sign(payload, now.AddMinutes(-4)),
            Sign(payload, now.AddMinutes(4)),
        ];

        foreach (var header in headers)
        {
            Assert.Equal((HttpStatusCode.OK, "accepted"), await SendAsync(site, payload, header));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Post_LargestAndTooLarge_AreToldApart(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var largest = OfLength(WebhookDoor.LargestBody);
        var tooLarge = OfLength(WebhookDoor.LargestBody + 1);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, largest)).Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), await SendAsync(site, tooLarge));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, OfLength(5000), chunked: true)).Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), await SendAsync(site, tooLarge, chunked: true));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_UnknownProviderOrMethod_IsRefused(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var payload = Events.Completed(Guid.NewGuid());

        Assert.Equal((HttpStatusCode.NotFound, "unknown_provider"), await SendAsync(site, payload, provider: "acme"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(site, payload, provider: "Sandbox")).Status);
        var get = await Http.GetAsync(new Uri(site.Address, "/webhooks/sandbox"), TestContext.Current.CancellationToken);
        Assert.True(get.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"A GET was answered with {get.StatusCode}.");
    }

    [Theory, OnEveryDatabase]
    public async Task Post_BrokenOffInTheMiddle_StoresNothingAndTheDoorStaysOpen(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var payload = Events.Completed(order);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, site.Address.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(
                (byte[])[.. Encoding.ASCII.GetBytes($"POST /webhooks/sandbox HTTP/1.1\r\nHost: localhost\r\nSandbox-Signature: {Sign(payload)}\r\nContent-Length: {payload.Length}\r\n\r\n"), .. payload[..50]],
                TestContext.Current.CancellationToken);
        }

        Assert.Empty(await site.InboxAsync(order));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, payload)).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WhenStoringFails_Answers503AndTheRepetitionIsStored(DatabaseKind kind)
    {
        await using var site = await PaymentSite.StartAsync(kind);
        var order = await site.OrderAsync();
        var payload = Events.Completed(order);
        await site.SqlAsync("ALTER TABLE \"Payments_Inbox\" RENAME TO \"Payments_Gone\"");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_stored"), await SendAsync(site, payload));

        await site.SqlAsync("ALTER TABLE \"Payments_Gone\" RENAME TO \"Payments_Inbox\"");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, payload)).Status);
        Assert.Single(await site.InboxAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WhileASecretIsReplaced_AcceptsBoth(DatabaseKind kind)
    {
        await using var site = await PaymentSite.StartAsync(kind, services => services.AddSingleton<IWebhookSource, TwoSecrets>());
        var payload = Events.Event("never.heard.of", Guid.NewGuid());

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, payload, Sign(payload, secret: "whsec_new"), "acme", "Acme-Signature")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, payload, Sign(payload, secret: "whsec_old"), "acme", "Acme-Signature")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(site, payload, Sign(payload), "acme", "Acme-Signature")).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_ManyAtOnce_AreStoredByteForByte(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var payloads = Enumerable.Range(0, 200).Select(index => Events.Event("never.heard.of", Guid.NewGuid(), $"evt_many_{index}")).ToList();

        var answers = await Task.WhenAll(payloads.Select(payload => SendAsync(site, payload)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        foreach (var (index, payload) in payloads.Index())
        {
            Assert.Equal(payload, (await site.EventAsync($"evt_many_{index}"))?.Payload);
        }
    }

    private static string Sign(byte[] payload, DateTimeOffset? now = null, string secret = PaymentSite.Secret) =>
        WebhookSignature.Sign(payload, PaymentSite.Bytes(secret), now ?? TimeProvider.System.GetUtcNow());

    private static async Task<(HttpStatusCode Status, string Reason)> SendAsync(
        PaymentSite site, byte[] payload, string? signature = null, string provider = "sandbox", string header = "Sandbox-Signature", bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, $"/webhooks/{provider}")) { Content = new ByteArrayContent(payload) };
        request.Headers.TransferEncodingChunked = chunked;
        if (signature != "none")
        {
            request.Headers.TryAddWithoutValidation(header, signature ?? Sign(payload));
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] OfLength(int length)
    {
        var brief = Events.Event("never.heard.of", Guid.NewGuid());
        return [.. brief, .. Enumerable.Repeat((byte)' ', length - brief.Length)];
    }

    private sealed class TwoSecrets : IWebhookSource
    {
        public string Provider => "acme";

        public string SignatureHeader => "Acme-Signature";

        public bool IsLive => false;

        public ValueTask<IReadOnlyList<byte[]>> SecretsAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<byte[]>>([PaymentSite.Bytes("whsec_new"), PaymentSite.Bytes("whsec_old")]);
    }
}
