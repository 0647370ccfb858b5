using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class PasswordsTests(UsersSites sites)
{
    private const string ForgotForm = "form[action='/account/forgot-password']";
    private const string ResetForm = "form[action='/account/reset-password']";

    [Theory, OnEveryDatabase]
    public async Task ResetPassword_WithTheMailedLink_WorksOnceAndEndsEverySession(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var elsewhere = await site.SignInAsync(user);
        var visitor = site.Visit();
        var forgot = await visitor.OpenAsync("/account/forgot-password");
        await visitor.SubmitAsync(forgot, ForgotForm, ("Email", user.Email!));
        var page = await visitor.OpenAsync(People.LinkIn(await site.ReadMailAsync(user.Email!), "/account/reset-password"));

        await visitor.SubmitAsync(page, ResetForm, ("NewPassword", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await visitor.SubmitAsync(page, ResetForm, ("NewPassword", "a brand new password"));
        Assert.Equal("/account/sign-in", visitor.Location);

        await site.Visit().SignInAsync(user.Email!, "a brand new password");
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Visit().SignInAsync(user.Email!, People.Password));
        Assert.Equal("登录", (await elsewhere.OpenAsync("/account/profile")).Heading());
        var again = await visitor.SubmitAsync(page, ResetForm, ("NewPassword", "yet another password"));
        Assert.Contains("链接已使用过或已过期", again.Problems(), StringComparison.Ordinal);
        Assert.Contains("Password.Reset", await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task ForgotPassword_ForAnUnknownAddress_SaysTheSame(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var visitor = site.Visit();
        var form = await visitor.OpenAsync("/account/forgot-password");

        var known = await visitor.SubmitAndFollowAsync(form, ForgotForm, ("Email", user.Email!));
        var unknown = await visitor.SubmitAndFollowAsync(form, ForgotForm, ("Email", "nobody@people.example"));

        Assert.Equal(known.QuerySelector("main")!.TextContent, unknown.QuerySelector("main")!.TextContent);
        Assert.Empty(await site.MailsToAsync("nobody@people.example"));
        Assert.Single(await site.MailsToAsync(user.Email!));
    }

    [Theory, OnEveryDatabase]
    public async Task ChangePassword_InASession_KeepsItAndEndsTheOthers(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var elsewhere = await site.SignInAsync(user);
        var visitor = await site.SignInAsync(user);
        var form = await visitor.OpenAsync("/account/profile/password");

        var wrong = await visitor.SubmitAsync(form, "form[action='/account/profile/password']", ("Password", "not it"), ("NewPassword", "a brand new password"));
        Assert.Contains("密码不正确。", wrong.Problems(), StringComparison.Ordinal);
        Assert.Equal(1, (await site.ReadAsync(user.Id)).AccessFailedCount);
        var done = await visitor.SubmitAndFollowAsync(form, "form[action='/account/profile/password']", ("Password", People.Password), ("NewPassword", "a brand new password"));

        Assert.Equal("个人资料", done.Heading());
        Assert.Equal("登录", (await elsewhere.OpenAsync("/account/profile")).Heading());
        Assert.Contains("已设置新密码", (await site.MailsToAsync(user.Email!))[^1].Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task SignOutEverywhere_FromOneSession_EndsTheOthersWithinSeconds(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var elsewhere = await site.SignInAsync(user);
        Assert.Equal("个人资料", (await elsewhere.OpenAsync("/account/profile")).Heading());
        var visitor = await site.SignInAsync(user);
        var profile = await visitor.OpenAsync("/account/profile");

        var after = await visitor.SubmitAndFollowAsync(profile, "form[action$='/sign-out-everywhere']");

        Assert.Equal("个人资料", after.Heading());
        Assert.Equal("登录", (await elsewhere.OpenAsync("/account/profile")).Heading());
    }

    [Theory, OnEveryDatabase]
    public async Task ChangeProfile_NameAndLanguage_ShowAtOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());
        var profile = await visitor.OpenAsync("/account/profile");

        var refused = await visitor.SubmitAsync(profile, "form[action='/account/profile']", ("Name", "  "), ("Culture", "en"));
        Assert.Contains("请填写姓名。", refused.Problems(), StringComparison.Ordinal);
        var english = await visitor.SubmitAndFollowAsync(profile, "form[action='/account/profile']", ("Name", "Lin Xiao"), ("Culture", "en"));

        Assert.Equal("Profile", english.Heading());
        Assert.Contains("Lin Xiao", english.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
    }
}
