using Charity.BrowserTests.Support;
using Microsoft.Playwright;

namespace Charity.BrowserTests.Pages;

/// <summary>The way of a gift, page by page, in the words a donor sees in the window's language.</summary>
internal sealed class FundPage(Window window)
{
    public async Task OpenAsync(string slug) => await window.GoToAsync($"/funds/{slug}");

    /// <summary>First tap: the preselected amount is fine. Second tap: on to the form.</summary>
    public async Task<GivingForm> GiveAsync()
    {
        await window.Page.Locator(".giving-panel button.button-give").ClickAsync();
        await window.Page.WaitForURLAsync("**/donate**");
        return new GivingForm(window);
    }
}

internal sealed class GivingForm(Window window)
{
    public Task TypeOwnAmountAsync(string typed) => window.Page.FillAsync("#Own", typed);

    public Task TypeEmailAsync(string email) => window.Page.FillAsync("#Email", email);

    public Task<string> OwnAmountAsync() => window.Page.InputValueAsync("#Own");

    public Task<string> EmailAsync() => window.Page.InputValueAsync("#Email");

    public ILocator ErrorSummary => window.Page.Locator(".error-summary, .validation-summary-errors");

    public async Task SubmitAsync() => await window.Page.Locator("main form button.button-give").ClickAsync();

    public async Task<PaymentPage> PayAsync()
    {
        await SubmitAsync();
        await window.Page.WaitForURLAsync("**/sandbox/pay/**");
        return new PaymentPage(window);
    }
}

internal sealed class PaymentPage(Window window)
{
    public async Task<GiftPage> ChooseAsync(string outcome)
    {
        await window.Page.Locator($"button[name=outcome][value={outcome}]").ClickAsync();
        await window.Page.WaitForURLAsync("**/donations/**");
        return new GiftPage(window);
    }

    /// <summary>A declined payment stays on the page and may be tried again.</summary>
    public async Task DeclineAsync()
    {
        await window.Page.Locator("button[name=outcome][value=Decline]").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".alert-danger")).ToBeVisibleAsync();
    }
}

internal sealed class GiftPage(Window window)
{
    /// <summary>The page becomes what it says by itself.</summary>
    public async Task HasArrivedAsync() =>
        await Assertions.Expect(window.Page.Locator(".alert-success").First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });

    public async Task OpenReceiptAsync()
    {
        await window.Page.Locator("a[href$='/receipt']").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("article.receipt")).ToBeVisibleAsync();
    }
}
