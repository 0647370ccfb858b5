using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Charity.Tests.Support;

/// <summary>A mail server that takes every mail and counts how often each one came, by its Message-ID.</summary>
internal sealed class MailSink : IDisposable
{
    private const string IdHeader = "Message-ID:";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);

    private MailSink()
    {
    }

    /// <summary>What a site is told so that its mail comes here.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Smtp:From", "site@charity.example"), ("Smtp:Tls", "false"),
    ];

    public static MailSink Open()
    {
        var sink = new MailSink();
        sink._listener.Start();
        _ = sink.AcceptAsync();
        return sink;
    }

    /// <summary>How often the mail of this row was taken.</summary>
    public int Taken(Guid mailId) => _taken.GetValueOrDefault($"<{mailId:N}@charity.example>");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var open = client;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await SayAsync(stream, "220 sink");
            while (await reader.ReadLineAsync() is { } line)
            {
                switch (line.Split(' ')[0].ToUpperInvariant())
                {
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        await TakeAsync(reader);
                        await SayAsync(stream, "250 taken");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return;
                    default:
                        await SayAsync(stream, "250 ok");
                        break;
                }
            }
        }
        catch (IOException)
        {
            // The site was killed while it spoke.
        }
    }

    private async Task TakeAsync(StreamReader reader)
    {
        string? id = null;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == ".")
            {
                _taken.AddOrUpdate(id ?? "none", 1, (_, count) => count + 1);
                return;
            }

            id ??= line.StartsWith(IdHeader, StringComparison.OrdinalIgnoreCase) ? line[IdHeader.Length..].Trim() : null;
        }
    }

    private static async Task SayAsync(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
