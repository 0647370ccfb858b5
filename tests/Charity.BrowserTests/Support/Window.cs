using System.Text.Json;
using Microsoft.Playwright;

namespace Charity.BrowserTests.Support;

/// <summary>One browser window; remembers what went wrong in it.</summary>
public sealed class Window : IAsyncDisposable
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vendor", "axe-core", "axe.min.js"));
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Script errors and requests to other hosts so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static async Task<Window> OpenAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        var window = new Window(context, page);
        page.PageError += (_, error) => window._faults.Add($"script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                window._faults.Add($"console: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                window._faults.Add($"asks another host: {request.Url}");
            }
        };
        return window;
    }

    public async Task GoToAsync(string path) => await Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

    /// <summary>
    /// What a person or an assistive tool would stumble over on the present page: axe's findings, sideways scrolling, a missing title.
    /// The evaluation runs through the debugger, which the content security policy does not bind.
    /// </summary>
    public async Task<IReadOnlyList<string>> InspectAsync()
    {
        var found = new List<string>();
        if (await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth + 1"))
        {
            found.Add($"{Page.Url}: scrolls sideways");
        }

        if (string.IsNullOrWhiteSpace(await Page.TitleAsync()))
        {
            found.Add($"{Page.Url}: has no title");
        }

        await Page.EvaluateAsync(Axe);
        var findings = await Page.EvaluateAsync<JsonElement>(
            "rules => axe.run({ runOnly: rules }).then(result => result.violations.map(v => v.id + ': ' + v.help + ' [' + v.nodes.map(n => n.target.join(' ')).join(', ') + ']'))", Rules);
        found.AddRange(findings.EnumerateArray().Select(finding => $"{Page.Url}: {finding.GetString()}"));
        return found;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
