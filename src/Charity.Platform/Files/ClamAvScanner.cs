using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Charity.Platform.Security;
using Microsoft.Extensions.Logging;

namespace Charity.Platform.Files;

/// <summary>Where clamd listens, from the setting <c>Attachments:ClamAv</c>.</summary>
internal sealed record ClamAvAddress(string Host, int Port)
{
    public const string Key = "Attachments:ClamAv";

    /// <exception cref="SettingsException">It is no <c>host:port</c>.</exception>
    public static ClamAvAddress Parse(string text) =>
        Uri.TryCreate($"tcp://{text.Trim()}", UriKind.Absolute, out var parsed) && parsed is { Port: > 0, Host.Length: > 0, PathAndQuery: "" or "/" }
            ? new ClamAvAddress(parsed.DnsSafeHost, parsed.Port)
            : throw new SettingsException($"{Key} is \"{text}\" but must be clamd's host and port, e.g. 127.0.0.1:3310.");
}

/// <summary>Asks clamd over TCP by its <c>INSTREAM</c> command (clamd(8)): chunks, each with its length before it, and an empty one at the end.</summary>
internal sealed class ClamAvScanner(ClamAvAddress address, TimeProvider clock, ILogger<ClamAvScanner> logger) : IAttachmentScanner
{
    private const int LongestAnswer = 4096;
    private const string Found = " FOUND";

    /// <summary>Somebody waits in front of the form.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public async Task<ScanVerdict> ScanAsync(Stream content, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var answer = await AskAsync(content, both.Token);
            if (answer == "stream: OK")
            {
                return ScanVerdict.Clean;
            }

            if (answer.EndsWith(Found, StringComparison.Ordinal))
            {
                return new ScanVerdict(ScanState.Infected, answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..^Found.Length].Trim());
            }

            logger.LogError("clamd at {Address} could not scan a file: {Answer}", address, answer);
        }
        catch (Exception exception) when (exception is IOException or SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LogError(exception, "clamd at {Address} does not answer.", address);
        }

        return ScanVerdict.Unknown;
    }

    private async Task<string> AskAsync(Stream content, CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var wire = client.GetStream();
        await wire.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        var chunk = new byte[64 * 1024];
        int read;
        do
        {
            read = await content.ReadAsync(chunk.AsMemory(sizeof(int)), cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);
            await wire.WriteAsync(chunk.AsMemory(0, sizeof(int) + read), cancellationToken);
        }
        while (read > 0);

        return await AnswerAsync(wire, cancellationToken);
    }

    private static async Task<string> AnswerAsync(NetworkStream wire, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        for (int read; length < answer.Length && (read = await wire.ReadAsync(answer.AsMemory(length), cancellationToken)) > 0;)
        {
            length += read;
            if (answer.AsSpan(0, length).Contains((byte)0))
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }
}
