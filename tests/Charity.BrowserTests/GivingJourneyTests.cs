using Charity.BrowserTests.Pages;
using Charity.BrowserTests.Support;

namespace Charity.BrowserTests;

/// <summary>A resident gives on a phone, in both languages: from the fund's page to the receipt, with nothing for axe to find on the way.</summary>
public sealed class GivingJourneyTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Theory]
    [InlineData("zh-CN", "壹佰贰拾元整")]
    [InlineData("en", "壹佰贰拾元整")]
    public async Task Give_OnAPhone_EndsWithAReceipt(string culture, string capitals)
    {
        await using var window = await site.OpenWindowAsync(culture);
        var found = new List<string>();
        await window.GoToAsync("/");
        found.AddRange(await window.InspectAsync());
        await window.GoToAsync("/funds");
        found.AddRange(await window.InspectAsync());

        var fund = new FundPage(window);
        await fund.OpenAsync("meiyuan");
        found.AddRange(await window.InspectAsync());
        var form = await fund.GiveAsync();
        await form.TypeOwnAmountAsync("１２０．００");
        found.AddRange(await window.InspectAsync());
        var payment = await form.PayAsync();
        found.AddRange(await window.InspectAsync());
        var gift = await payment.ChooseAsync("Succeed");
        await gift.HasArrivedAsync();
        found.AddRange(await window.InspectAsync());
        await gift.OpenReceiptAsync();
        found.AddRange(await window.InspectAsync());

        Assert.Contains(capitals, await window.Page.Locator("article.receipt").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(culture, await window.Page.GetAttributeAsync("html", "lang"));
        Assert.Empty(found);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Give_ByThreeTaps_ReachesThePaymentPage()
    {
        await using var window = await site.OpenWindowAsync("zh-CN");
        var fund = new FundPage(window);
        await fund.OpenAsync("meiyuan");

        var form = await fund.GiveAsync();
        var payment = await form.PayAsync();
        var gift = await payment.ChooseAsync("Succeed");

        await gift.HasArrivedAsync();
    }

    [Fact]
    public async Task Give_WithoutJavaScript_EndsWithAReceipt()
    {
        await using var window = await site.OpenWindowAsync("zh-CN", javaScript: false);
        var fund = new FundPage(window);
        await fund.OpenAsync("meiyuan");

        var form = await fund.GiveAsync();
        var payment = await form.PayAsync();
        var gift = await payment.ChooseAsync("Succeed");
        await gift.HasArrivedAsync();

        await gift.OpenReceiptAsync();
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Give_WithAnAmountThatMeansNothing_KeepsWhatWasTyped(string culture)
    {
        await using var window = await site.OpenWindowAsync(culture);
        var fund = new FundPage(window);
        await fund.OpenAsync("meiyuan");
        var form = await fund.GiveAsync();
        await form.TypeOwnAmountAsync("1,23");
        await form.TypeEmailAsync("giver@example.org");

        await form.SubmitAsync();
        await form.ErrorSummary.First.WaitForAsync();

        Assert.Equal("1,23", await form.OwnAmountAsync());
        Assert.Equal("giver@example.org", await form.EmailAsync());
        Assert.Empty(await window.InspectAsync());
    }

    [Fact]
    public async Task Give_DeclinedThenPaidLater_ShowsEveryStateAsItComes()
    {
        await using var window = await site.OpenWindowAsync("zh-CN");
        var fund = new FundPage(window);
        await fund.OpenAsync("meiyuan");
        var payment = await (await fund.GiveAsync()).PayAsync();
        await payment.DeclineAsync();
        Assert.Empty(await window.InspectAsync());

        var gift = await payment.ChooseAsync("SucceedLater");

        await gift.HasArrivedAsync();
    }

    [Theory]
    [InlineData("zh-CN", 390)]
    [InlineData("zh-CN", 1280)]
    [InlineData("en", 390)]
    [InlineData("en", 1280)]
    public async Task Read_ThePublicPages_NothingToStumbleOver(string culture, int width)
    {
        await using var window = await site.OpenWindowAsync(culture, width);
        var found = new List<string>();
        foreach (var path in (string[])["/", "/funds", "/funds/meiyuan", "/funds/meiyuan/report", "/about", "/notices", "/search?q=基金", "/transparency", "/transparency/ledger", "/account/sign-in", "/account/register"])
        {
            await window.GoToAsync(path);
            found.AddRange(await window.InspectAsync());
        }

        Assert.Empty(found);
        Assert.Empty(window.Faults);
    }
}
