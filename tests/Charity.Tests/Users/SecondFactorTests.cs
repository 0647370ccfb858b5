using System.Net;
using AngleSharp.Html.Dom;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Users.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class SecondFactorTests(UsersSites sites)
{
    private const string CodeForm = "form:has(#Code)";

    [Theory, OnEveryDatabase]
    public async Task SignIn_WithSecondFactor_AsksForACodeThatOpensOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var (app, recoveryCodes) = await (await site.SignInAsync(user)).EnrolAsync();
        Assert.Equal(10, recoveryCodes.Distinct().Count());
        var visitor = site.Visit();

        var question = await SignInAsync(visitor, user);
        await visitor.GetAsync("/account/profile");
        Assert.Contains("/account/sign-in", visitor.Location, StringComparison.Ordinal);
        var wrong = await visitor.SubmitAsync(question, CodeForm, ("Code", "000000"));
        Assert.Contains("验证码不正确", wrong.Problems(), StringComparison.Ordinal);
        var code = app.Next();
        await visitor.SubmitAsync(question, CodeForm, ("Code", code));
        Assert.Equal("/account", visitor.Location);

        var replay = site.Visit();
        var refused = await replay.SubmitAsync(await SignInAsync(replay, user), CodeForm, ("Code", code));
        Assert.Contains("已使用过", refused.Problems(), StringComparison.Ordinal);
        Assert.Contains("SignIn.SecondFactorAsked", await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_WithARecoveryCode_WorksOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var (_, recoveryCodes) = await (await site.SignInAsync(user)).EnrolAsync();
        var typed = recoveryCodes[3].Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

        var first = site.Visit();
        await first.SubmitAsync(await SignInAsync(first, user), CodeForm, ("Code", typed));
        Assert.Equal("/account", first.Location);
        Assert.Contains("剩余 9 个恢复码", (await first.OpenAsync("/account/second-factor")).Body!.TextContent, StringComparison.Ordinal);

        var second = site.Visit();
        await second.SubmitAsync(await SignInAsync(second, user), CodeForm, ("Code", typed));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Contains("SecondFactor.RecoveryCodeUsed", await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task KeyAndRecoveryCodes_InTheDatabase_AreEncrypted(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var (_, recoveryCodes) = await (await site.SignInAsync(user)).EnrolAsync();

        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"Value\" FROM \"Users_UserTokens\" WHERE \"UserId\" = {user.Id}").ToListAsync());

        Assert.Equal(2, stored.Count);
        Assert.All(stored, value => Assert.StartsWith("v1:", value, StringComparison.Ordinal));
        Assert.All(stored, value => Assert.DoesNotContain(recoveryCodes[0], value, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task StaffPage_ThatNeedsASecondFactor_LeadsThroughSetUpAndBack(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync(roles: ["HelpDesk"]));

        await visitor.GetAsync("/admin/users?search=x");
        Assert.Equal("/account/second-factor/confirm?returnUrl=%2Fadmin%2Fusers%3Fsearch%3Dx", visitor.Location);
        var start = await visitor.OpenAsync(visitor.Location!);
        Assert.Equal("两步验证", start.Heading());
        var setUp = await visitor.SubmitAndFollowAsync(start, "form[action$='/begin']");
        var app = new Authenticator(setUp.QuerySelector("code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        var codes = await visitor.SubmitAsync(setUp, "form[action$='/set-up']", ("Code", app.Next()), ("Password", People.Password));

        var back = codes.QuerySelectorAll("main a.button-primary").Single().GetAttribute("href")!;
        Assert.Equal("/admin/users?search=x", back);
        await visitor.GetAsync(back);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task StaffPage_InASessionWithoutTheSecondFactor_AsksForACodeAndGoesOn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync(roles: ["HelpDesk"]);
        var visitor = await site.SignInAsync(user);
        var app = await SwitchOnAsync(site, user.Id);

        var question = await visitor.OpenAsync("/admin/users");
        Assert.Equal("请确认是您本人", question.Heading());
        var wrong = await visitor.SubmitAsync(question, CodeForm, ("Code", "000000"));
        Assert.Contains("验证码不正确", wrong.Problems(), StringComparison.Ordinal);
        Assert.Equal(1, (await site.ReadAsync(user.Id)).AccessFailedCount);
        var users = await visitor.SubmitAndFollowAsync(question, CodeForm, ("Code", app.Next()));

        Assert.Equal("用户", users.Heading());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Confirm_WithForeignReturnAddress_StaysOnTheSite(string returnUrl)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var user = await site.OpenAccountAsync();
        var visitor = await site.SignInAsync(user);
        var app = await SwitchOnAsync(site, user.Id);
        var question = await visitor.OpenAsync($"/account/second-factor/confirm?returnUrl={Uri.EscapeDataString(returnUrl)}");

        await visitor.SubmitAsync(question, CodeForm, ("Code", app.Next()));

        Assert.Equal("/account", visitor.Location);
    }

    [Theory, OnEveryDatabase]
    public async Task Disable_WithThePassword_GoesBackToThePasswordAlone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync(roles: ["HelpDesk"]);
        var visitor = await site.SignInAsync(user);
        await visitor.EnrolAsync();
        var page = await visitor.OpenAsync("/account/second-factor");

        var wrong = await visitor.SubmitAsync(page, "form[action$='/disable']", ("Password", "not it"));
        Assert.Contains("密码不正确。", wrong.Problems(), StringComparison.Ordinal);
        var off = await visitor.SubmitAndFollowAsync(page, "form[action$='/disable']", ("Password", People.Password));

        Assert.NotNull(off.QuerySelector("form[action$='/begin']"));
        await visitor.GetAsync("/admin/users");
        Assert.StartsWith("/account/second-factor/confirm", visitor.Location, StringComparison.Ordinal);
        await site.SignInAsync(user);
        Assert.Contains("SecondFactor.Disabled", await site.ActionsAsync(user.Id));
        Assert.Contains("两步验证已关闭", (await site.MailsToAsync(user.Email!))[^1].Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Codes_GuessedFiveTimes_LockTheAccount(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var (app, _) = await (await site.SignInAsync(user)).EnrolAsync();
        var visitor = site.Visit();
        var question = await SignInAsync(visitor, user);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await visitor.SubmitAsync(question, CodeForm, ("Code", "000000"));
        }

        var right = await visitor.SubmitAsync(question, CodeForm, ("Code", app.Next()));

        Assert.Contains("账号已锁定 10 分钟", right.Problems(), StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> SignInAsync(Visitor visitor, User user)
    {
        var page = await visitor.OpenAsync("/account/sign-in");
        return await visitor.SubmitAndFollowAsync(page, "form[action='/account/sign-in']", ("Email", user.Email!), ("Password", People.Password));
    }

    // As if the second factor had been there before the session began, which the pages do not allow.
    private static Task<Authenticator> SwitchOnAsync(CharityApp site, Guid id) => site.InScopeAsync(async services =>
    {
        var accounts = services.GetRequiredService<AccountManager>();
        var user = (await accounts.FindByIdAsync(id.ToString()))!;
        var stamp = user.SecurityStamp;
        await accounts.ResetAuthenticatorKeyAsync(user);
        user.TwoFactorEnabled = true;
        user.SecurityStamp = stamp;
        Assert.Equal(IdentityResult.Success, await accounts.UpdateAsync(user));
        return new Authenticator((await accounts.GetAuthenticatorKeyAsync(user))!);
    });
}
