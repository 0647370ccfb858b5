using Charity.BrowserTests.Support;
using Charity.Tests.Support;

namespace Charity.BrowserTests;

/// <summary>What people see who are signed in: nothing to stumble over on a phone and on a desk.</summary>
public sealed class StaffPagesTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Theory]
    [InlineData("manager@demo.example", 390, "/manage", "/manage/funds", "/manage/gifts", "/manage/messages", "/account", "/account/profile")]
    [InlineData("worker@demo.example", 390, "/manage", "/manage/gifts/offline")]
    [InlineData("manager@demo.example", 1280, "/manage", "/manage/funds", "/manage/funds/meiyuan", "/manage/gifts", "/manage/messages")]
    [InlineData("admin@demo.example", 1280, "/admin", "/admin/payments/events", "/admin/audit", "/admin/content", "/admin/ledger/verify")]
    [InlineData("resident@demo.example", 390, "/account", "/account/profile", "/account/second-factor", "/account/privacy")]
    public async Task Read_AfterSigningIn_NothingToStumbleOver(string email, int width, params string[] paths)
    {
        await using var window = await site.OpenWindowAsync("zh-CN", width);
        await window.GoToAsync("/account/sign-in");
        await window.Page.FillAsync("input[type=email]", email);
        await window.Page.FillAsync("input[type=password]", CharityApp.Password);
        await window.Page.ClickAsync("main form:has(input[type=password]) button");
        await window.Page.WaitForURLAsync(address => !address.Contains("sign-in", StringComparison.Ordinal));

        var found = new List<string>();
        foreach (var path in paths)
        {
            await window.GoToAsync(path);
            if (new Uri(window.Page.Url).AbsolutePath != path)
            {
                found.Add($"{path} led to {window.Page.Url}");
            }

            found.AddRange(await window.InspectAsync());
        }

        Assert.Empty(found);
        Assert.Empty(window.Faults);
    }
}
