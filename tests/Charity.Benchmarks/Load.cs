using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Charity.Benchmarks;

/// <param name="Requests">Answered with the expected status.</param>
/// <param name="Failed">Answered otherwise.</param>
internal sealed record LoadResult(long Requests, long Failed, TimeSpan Elapsed, double MedianMilliseconds, double P99Milliseconds)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;
}

/// <summary>
/// A closed loop of connections that send prepared requests over plain sockets. It shares the machine with the server, so it does
/// as little as it can: a client that parsed every answer would measure itself.
/// </summary>
internal static class Load
{
    public static byte[] Get(Uri address, string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/html\r\nAccept-Language: zh-CN\r\n\r\n");

    public static byte[] Post(Uri address, string path, string headers, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n"), .. body];

    /// <summary>Sends the same request for a time.</summary>
    public static Task<LoadResult> ForAsync(Uri address, byte[] request, int connections, TimeSpan duration)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        return RunAsync(address, connections, () => Stopwatch.GetTimestamp() < until ? request : null);
    }

    /// <summary>Sends each request once.</summary>
    public static Task<LoadResult> EachAsync(Uri address, IReadOnlyList<byte[]> requests, int connections)
    {
        var next = -1;
        return RunAsync(address, connections, () => Interlocked.Increment(ref next) is var index && index < requests.Count ? requests[index] : null);
    }

    private static async Task<LoadResult> RunAsync(Uri address, int connections, Func<byte[]?> next)
    {
        var started = Stopwatch.GetTimestamp();
        var workers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => WorkAsync(address, next))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var times = workers.SelectMany(worker => worker.Milliseconds).ToArray();
        Array.Sort(times);
        return new LoadResult(
            workers.Sum(worker => worker.Milliseconds.Count), workers.Sum(worker => worker.Failed), elapsed, At(times, 0.5), At(times, 0.99));
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)];

    private static async Task<(List<double> Milliseconds, long Failed)> WorkAsync(Uri address, Func<byte[]?> next)
    {
        var milliseconds = new List<double>();
        var failed = 0L;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var buffer = new byte[256 * 1024];
        while (next() is { } request)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            if (await ReadAsync(socket, buffer))
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
            else
            {
                failed++;
            }
        }

        return (milliseconds, failed);
    }

    /// <summary>Reads one answer to its end; true when its status is 2xx.</summary>
    private static async Task<bool> ReadAsync(Socket socket, byte[] buffer)
    {
        var filled = 0;
        int headerEnd;
        while ((headerEnd = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled += await ReceiveAsync(socket, buffer.AsMemory(filled));
        }

        var success = buffer[9] == (byte)'2';
        var length = ContentLength(Encoding.ASCII.GetString(buffer, 0, headerEnd));
        var bodyStart = headerEnd + 4;
        if (length is { } exact)
        {
            for (var missing = bodyStart + exact - filled; missing > 0;)
            {
                missing -= await ReceiveAsync(socket, buffer.AsMemory(0, (int)Math.Min(buffer.Length, missing)));
            }

            return success;
        }

        while (!buffer.AsSpan(bodyStart, filled - bodyStart).EndsWith("0\r\n\r\n"u8))
        {
            filled += await ReceiveAsync(socket, buffer.AsMemory(filled));
        }

        return success;
    }

    private static async Task<int> ReceiveAsync(Socket socket, Memory<byte> into) =>
        await socket.ReceiveAsync(into) is > 0 and var received ? received : throw new IOException("The server closed the connection.");

    private static long? ContentLength(string head)
    {
        const string Name = "Content-Length: ";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var end = head.IndexOf('\r', start);
        return long.Parse(head.AsSpan(start + Name.Length, (end < 0 ? head.Length : end) - start - Name.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
