using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Charity.Tests.Support;

/// <summary>The site in a process of its own, as it runs for real.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SiteProcess(Process process, Uri address, TimeSpan firstPage)
    {
        _process = process;
        Address = address;
        FirstPage = firstPage;
    }

    public Uri Address { get; }

    /// <summary>From starting the process to the first answered page.</summary>
    public TimeSpan FirstPage { get; }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024d / 1024d;
        }
    }

    /// <param name="port">Where it listens; by default at some free port.</param>
    public static async Task<SiteProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string firstPage = "/health/ready", int? port = null)
    {
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Charity.Web.dll"));
        foreach (var (key, value) in settings.Append(KeyValuePair.Create("Urls", address.ToString())).Append(KeyValuePair.Create("Site:BaseUrl", address.GetLeftPart(UriPartial.Authority))))
        {
            start.ArgumentList.Add($"--{key}={value}");
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var output = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(http, firstPage))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The site stopped: {output}");
            }

            await Task.Delay(20);
        }

        return new SiteProcess(process, address, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>SIGKILL: no chance to finish or to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
