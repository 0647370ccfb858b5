using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class SignInTests(UsersSites sites)
{
    private const string Form = "form[action='/account/sign-in']";

    [Theory, OnEveryDatabase]
    public async Task SignIn_WithRightPassword_OpensTheSessionAndTheWantedPage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync("钱多多");
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/account/profile");
        Assert.Equal("登录", page.Heading());

        var profile = await visitor.SubmitAndFollowAsync(page, Form, ("Email", user.Email!.ToUpperInvariant()), ("Password", People.Password));

        Assert.Equal("个人资料", profile.Heading());
        Assert.Contains("钱多多", profile.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["User.Created", "SignIn.Succeeded"], await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_WithWrongPasswordOrUnknownAddress_SaysTheSame(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");

        var wrong = await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", "not my password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        var unknown = await visitor.SubmitAsync(page, Form, ("Email", "nobody@people.example"), ("Password", "not my password"));

        Assert.Contains("邮箱或密码不正确", wrong.Problems(), StringComparison.Ordinal);
        Assert.Equal(wrong.Problems(), unknown.Problems());
        Assert.DoesNotContain("not my password", wrong.Source.Text, StringComparison.Ordinal);
        Assert.Equal(user.Email, wrong.QuerySelector("#Email")!.GetAttribute("value"));
        Assert.Contains("SignIn.Failed", await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_AfterFiveFailures_IsLockedForMinutesAndTellsTheHolderAlone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var refused = await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", "wrong"));
            Assert.Contains("邮箱或密码不正确", refused.Problems(), StringComparison.Ordinal);
        }

        var fifth = await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", "wrong"));
        var right = await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", People.Password));

        var unknown = await visitor.SubmitAsync(page, Form, ("Email", "nobody@people.example"), ("Password", "wrong"));
        Assert.Equal(unknown.Problems(), fifth.Problems());
        Assert.Equal(unknown.Problems(), right.Problems());
        Assert.Contains("已锁定 10 分钟", Assert.Single(await site.MailsToAsync(user.Email!)).Text, StringComparison.Ordinal);
        Assert.Contains("SignIn.LockedOut", await site.ActionsAsync(user.Id));
        var lockedFor = (await site.ReadAsync(user.Id)).LockoutEnd!.Value - TimeProvider.System.GetUtcNow();
        Assert.InRange(lockedFor.TotalMinutes, 9, 10);

        await site.ChangeRowAsync(user.Id, row => row.LockoutEnd = TimeProvider.System.GetUtcNow().AddSeconds(-1));
        await visitor.SignInAsync(user.Email!, People.Password);
        Assert.Equal(0, (await site.ReadAsync(user.Id)).AccessFailedCount);
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_BeforeTheAddressIsConfirmed_MailsTheLinkAgain(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync(isConfirmed: false);
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");

        var wrong = await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", "wrong"));
        var right = await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", People.Password));

        Assert.Contains("邮箱或密码不正确", wrong.Problems(), StringComparison.Ordinal);
        Assert.Equal(wrong.Problems(), right.Problems());
        var mail = Assert.Single(await site.MailsToAsync(user.Email!));
        Assert.Contains("/account/confirm-email?", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task SignIn_WithForeignReturnAddress_StaysOnTheSite(string returnUrl)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var user = await site.OpenAccountAsync();
        var visitor = site.Visit();
        var page = await visitor.OpenAsync($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        await visitor.SubmitAsync(page, Form, ("Email", user.Email!), ("Password", People.Password));

        Assert.Equal("/account", visitor.Location);
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-out")]
    [InlineData("/account/register")]
    [InlineData("/account/reset-password")]
    [InlineData("/account/second-factor/sign-in")]
    [InlineData("/account/privacy/erase")]
    public async Task Post_WithoutAntiforgeryToken_IsRefused(string path)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());

        var answer = await visitor.Http.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("Email", "a@b.example")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost", false, false)]
    [InlineData("https://charity.example", true, true)]
    public async Task SessionCookie_OfASite_IsProtected(string address, bool rememberMe, bool isSecure)
    {
        await using var site = await UsersSites.StartAsync(DatabaseKind.Sqlite, null, ("Site:BaseUrl", address));
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");
        var answer = await visitor.Http.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            ["Email"] = "resident@demo.example",
            ["Password"] = CharityApp.Password,
            ["RememberMe"] = rememberMe ? "true" : "false",
        }));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("charity-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isSecure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(rememberMe, cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SignIn_TooOftenInAMinute_IsSlowedDown()
    {
        await using var site = await UsersSites.StartAsync(DatabaseKind.Sqlite, null, ("RateLimits:sign-in", "3"));
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await visitor.SubmitAsync(page, Form, ("Email", "nobody@people.example"), ("Password", "wrong"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        }

        await visitor.SubmitAsync(page, Form, ("Email", "nobody@people.example"), ("Password", "wrong"));

        Assert.Equal(HttpStatusCode.TooManyRequests, visitor.Status);
    }

    [Fact]
    public async Task SignInPage_OnASiteThatIsNoDemonstration_ListsNoAccounts()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var page = await site.Visit().OpenAsync("/account/sign-in");

        Assert.DoesNotContain("demo.example", page.Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task SignOut_OfASession_EndsIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());
        var profile = await visitor.OpenAsync("/account/profile");

        await visitor.SubmitAsync(profile, "form[action='/account/sign-out']");

        await visitor.GetAsync("/account/profile");
        Assert.StartsWith("/account/sign-in", new Uri(site.Address, visitor.Location).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task SignOut_OnAStaffPage_EndsTheSession(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync(roles: ["Auditor"]));
        var page = await visitor.OpenAsync("/admin/audit");

        await visitor.SubmitAsync(page, "header form[action='/account/sign-out']");

        Assert.Equal("/", visitor.Location);
        await visitor.GetAsync("/account/profile");
        Assert.StartsWith("/account/sign-in", new Uri(site.Address, visitor.Location).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing/here?page=2")]
    [InlineData("/account/profile?tab=1")]
    public async Task SwitchLanguage_OnAnyPage_ComesBackToItsAddress(string address)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());

        var page = await visitor.OpenAsync(address);

        Assert.EndsWith($"?returnUrl={Uri.EscapeDataString(address)}", page.QuerySelector("a.lang-switch")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_WithMarkup_IsShownAsText()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync("<script>alert(1)</script>"));

        var page = await visitor.OpenAsync("/account/profile");

        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Scripts, script => script.Text.Contains("alert", StringComparison.Ordinal));
    }
}
