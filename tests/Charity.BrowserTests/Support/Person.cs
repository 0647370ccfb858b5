using Charity.Tests.Users;
using Charity.Users.Accounts;
using Microsoft.Playwright;

namespace Charity.BrowserTests.Support;

/// <summary>Somebody at their own window. Every page they come to is inspected; what was found is kept for the end of the journey.</summary>
internal sealed class Person(Window window) : IAsyncDisposable
{
    private readonly List<string> _found = [];

    /// <summary>Whatever they would have stumbled over so far.</summary>
    public IEnumerable<string> Found => _found.Concat(window.Faults);

    public IPage Page => window.Page;

    public string Path => new Uri(Page.Url).AbsolutePath;

    public async Task SignInAsync(User user, Authenticator? app = null)
    {
        await OpenAsync("/account/sign-in");
        await FillAsync("#Email", user.Email!);
        await FillAsync("#Password", People.Password);
        await PressAsync("main form:has(#Password) button[type=submit]");
        if (app is not null)
        {
            await FillAsync("#Code", app.Next());
            await PressAsync("main form:has(#Code) button[type=submit]");
        }
    }

    public async Task OpenAsync(string path)
    {
        await window.GoToAsync(path);
        await LookAsync();
    }

    public Task FillAsync(string selector, string text) => Page.Locator(selector).First.FillAsync(text);

    public Task CheckAsync(string selector) => Page.Locator(selector).First.CheckAsync();

    public Task ChooseAsync(string selector, string value) => Page.Locator(selector).First.SelectOptionAsync(value);

    /// <summary>Presses a button or a link and waits for the page it leads to, over whatever redirects.</summary>
    public async Task PressAsync(string selector)
    {
        // The answer comes before the new page does: the old one is known by a mark that no other has.
        await Page.EvaluateAsync("() => { window.isOld = true; }");
        try
        {
            await Page.RunAndWaitForResponseAsync(
                () => Page.Locator(selector).First.ClickAsync(),
                response => response.Request.IsNavigationRequest && response.Status is < 300 or >= 400);
        }
        catch (Exception exception) when (exception is TimeoutException or ObjectDisposedException)
        {
            throw new InvalidOperationException($"{selector} on {Path} leads nowhere. The page says: {await ReadAsync()}");
        }

        await Page.WaitForFunctionAsync("() => !window.isOld && document.readyState === 'complete'");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await LookAsync();
    }

    public Task<string> ReadAsync() => Page.Locator("main").InnerTextAsync();

    public ValueTask DisposeAsync() => window.DisposeAsync();

    private async Task LookAsync() => _found.AddRange(await window.InspectAsync());
}
