using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Charity.BrowserTests.Support;

/// <summary>The system's Chromium, or the reason why there is none.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHARITY_TEST_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    /// <summary>Skips the test visibly when there is no browser; with <c>CHARITY_TEST_REQUIRE=browser</c> that is a failure.</summary>
    public static void Demand()
    {
        if (Path is not null)
        {
            return;
        }

        const string Reason = "No Chromium was found: install Debian's chromium, or set CHARITY_TEST_CHROMIUM to its path.";
        if (TestRequirements.IsRequired("browser"))
        {
            Assert.Fail(Reason);
        }

        Assert.Skip(Reason);
    }
}

/// <summary>A running site and a browser, shared by the tests of a class. Each test opens windows of its own.</summary>
public class BrowserSite : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private CharityApp? _app;

    public CharityApp App => _app!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        // The way to the payment page and back goes through the site's own address.
        var address = $"http://127.0.0.1:{SiteProcess.FreePort()}";
        _app = await CharityApp.StartAsync(DatabaseKind.Sqlite, "test", Configure, ("Sandbox:DelaySeconds", "1"), ("Urls", address), ("Site:BaseUrl", address));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A phone-sized window in the given language. Script errors and requests to other hosts are collected as faults.</summary>
    public async Task<Window> OpenWindowAsync(string culture, int width = 390, bool javaScript = true)
    {
        Chromium.Demand();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = App.Address.ToString(),
            Locale = culture,
            ViewportSize = new ViewportSize { Width = width, Height = width < 700 ? 844 : 900 },
            IsMobile = width < 700,
            HasTouch = width < 700,
            JavaScriptEnabled = javaScript,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await Window.OpenAsync(context, App.Address);
    }

    /// <summary>Services in place of the site's own.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
