using System.Diagnostics;
using Charity.Platform.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Charity.Donations.Receipts;

/// <summary>
/// Prints pages with a headless Chromium: <c>Receipts:ChromiumPath</c>, or one in a usual place; <c>none</c> switches it off. Each
/// print has a profile folder of its own, no network, no script, and 20 seconds; two run at a time.
/// </summary>
internal sealed class PdfPrinter : IDisposable
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _places = new(2, 2);
    private readonly ILogger<PdfPrinter> _logger;

    public PdfPrinter(IConfiguration configuration, ILogger<PdfPrinter> logger)
    {
        _logger = logger;
        var set = configuration["Receipts:ChromiumPath"];
        if (set is { Length: > 0 } && set != "none" && !File.Exists(set))
        {
            throw new SettingsException($"Receipts:ChromiumPath is \"{set}\", where there is no file.");
        }

        BrowserPath = set is { Length: > 0 } ? (set == "none" ? null : set) : UsualPlaces.FirstOrDefault(File.Exists);
    }

    /// <summary>Null when there is no browser: then receipts are printed by the reader's own.</summary>
    public string? BrowserPath { get; }

    /// <returns>The PDF, or null when it could not be made; why is in the log.</returns>
    public async Task<byte[]?> PrintAsync(string html, CancellationToken cancellationToken)
    {
        if (BrowserPath is null || !await _places.WaitAsync(Limit, cancellationToken))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("receipt-").FullName;
        try
        {
            var page = Path.Combine(folder, "receipt.html");
            var pdf = Path.Combine(folder, "receipt.pdf");
            await File.WriteAllTextAsync(page, html, cancellationToken);
            return await RunAsync(BrowserPath, Arguments(folder, page, pdf), cancellationToken) && File.Exists(pdf)
                ? await File.ReadAllBytesAsync(pdf, cancellationToken)
                : null;
        }
        finally
        {
            _places.Release();
            Remove(folder);
        }
    }

    public void Dispose() => _places.Dispose();

    private static IEnumerable<string> Arguments(string folder, string page, string pdf)
    {
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
            $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={pdf}",
        ];

        // Chromium refuses its sandbox to root, the usual user in a container; the page is ours and holds no script.
        return Environment.UserName == "root" ? [.. arguments, "--no-sandbox", new Uri(page).AbsoluteUri] : [.. arguments, new Uri(page).AbsoluteUri];
    }

    private async Task<bool> RunAsync(string browser, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = new Process { StartInfo = new ProcessStartInfo(browser, arguments) { RedirectStandardError = true, RedirectStandardOutput = true } };
        try
        {
            process.Start();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
            {
                _logger.LogWarning("The browser ended with {ExitCode} while printing a receipt: {Errors}", process.ExitCode, errors);
            }

            return process.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning("Printing a receipt took longer than {Seconds} seconds and was stopped", Limit.TotalSeconds);
            return false;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            _logger.LogWarning(exception, "The browser for printing receipts cannot be started");
            return false;
        }
        finally
        {
            Stop(process);
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It never started, or has ended by itself.
        }
    }

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException exception)
        {
            // A helper of the browser may still be writing; the system's temporary folder is cleared by the system.
            _logger.LogDebug(exception, "A temporary folder of a receipt could not be removed");
        }
    }
}
