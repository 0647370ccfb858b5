using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class IdentityApiTests(UsersSites sites)
{
    private const string Api = "/api/v1/identity";

    [Theory, OnEveryDatabase]
    public async Task Register_ThroughTheApi_GivesTheAccountANameAndMailsTheLink(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var email = $"api{Guid.CreateVersion7():N}@people.example";
        var http = site.Visit().Http;

        var weak = await http.PostAsJsonAsync($"{Api}/register", new { email, password = "1234567890" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        var registered = await http.PostAsJsonAsync($"{Api}/register", new { email, password = People.Password });
        var again = await http.PostAsJsonAsync($"{Api}/register", new { email, password = "another good password" });

        Assert.True(registered.IsSuccessStatusCode);
        Assert.Equal(registered.StatusCode, again.StatusCode);
        var user = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<User>().SingleAsync(user => user.Email == email));
        Assert.Equal(email.Split('@')[0], user.Name);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsJsonAsync($"{Api}/login", new { email, password = People.Password })).StatusCode);
        var visitor = site.Visit();
        await visitor.SubmitAsync(await visitor.OpenAsync(People.LinkIn(await site.ReadMailAsync(email), "/account/confirm-email")), "form[action='/account/confirm-email']", ("Password", People.Password));
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync($"{Api}/login", new { email, password = People.Password })).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Token_OfAnAccount_OpensWhatItsRolesAllowUntilSignedOutEverywhere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync(roles: ["Auditor"]);
        var http = site.Visit().Http;
        var tokens = await LogInAsync(http, new { email = user.Email, password = People.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/admin/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{Api}/manage/info")).StatusCode);

        await site.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<AccountManager>();
            return await accounts.SignOutEverywhereAsync((await accounts.FindByIdAsync(user.Id.ToString()))!, "Test");
        });
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"{Api}/manage/info")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsJsonAsync($"{Api}/refresh", new { refreshToken = tokens.RefreshToken })).StatusCode);
    }

    [Fact]
    public async Task Call_WithoutSignIn_IsAnsweredWithProblemDetails()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var answer = await site.Visit("en").Http.GetAsync($"{Api}/manage/info");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("sign_in_needed", problem.GetProperty("code").GetString());
        Assert.Equal("Please sign in first.", problem.GetProperty("detail").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Login_WithSecondFactor_NeedsACodeAndPassesStepUp(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync(roles: ["HelpDesk"]);
        var (app, recoveryCodes) = await (await site.SignInAsync(user)).EnrolAsync();
        var http = site.Visit().Http;

        var withoutCode = await http.PostAsJsonAsync($"{Api}/login", new { email = user.Email, password = People.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, withoutCode.StatusCode);
        var tokens = await LogInAsync(http, new { email = user.Email, password = People.Password, twoFactorCode = app.Next() });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/admin/users")).StatusCode);

        // A refreshed token has not passed the second factor again: it neither opens staff pages nor shows the key.
        var refreshed = await (await http.PostAsJsonAsync($"{Api}/refresh", new { refreshToken = tokens.RefreshToken })).Content.ReadFromJsonAsync<Tokens>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", refreshed!.AccessToken);
        Assert.Equal(HttpStatusCode.Redirect, (await http.GetAsync("/admin/users")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync($"{Api}/manage/2fa", new { })).StatusCode);

        await LogInAsync(site.Visit().Http, new { email = user.Email, password = People.Password, twoFactorRecoveryCode = recoveryCodes[0] });
        var second = await site.Visit().Http.PostAsJsonAsync($"{Api}/login", new { email = user.Email, password = People.Password, twoFactorRecoveryCode = recoveryCodes[0] });
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Account_ThroughTheApiWithASessionOrAToken_CannotBeTakenOver(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var cookie = (await site.SignInAsync(user)).Http;
        var bearer = site.Visit().Http;
        bearer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await LogInAsync(bearer, new { email = user.Email, password = People.Password })).AccessToken);
        var thief = $"thief{Guid.CreateVersion7():N}@people.example";

        foreach (var http in (HttpClient[])[cookie, bearer])
        {
            var answers = new[]
            {
                await http.PostAsJsonAsync($"{Api}/manage/info", new { newEmail = thief }),
                await http.PostAsJsonAsync($"{Api}/manage/info", new { newPassword = "a brand new password", oldPassword = People.Password }),
                await http.PostAsJsonAsync($"{Api}/manage/2fa", new { }),
                await http.PostAsJsonAsync($"{Api}/manage/2fa", new { resetSharedKey = true, enable = false }),
                await http.PostAsJsonAsync($"{Api}/resetPassword", new { email = user.Email, resetCode = "eA", newPassword = "a brand new password" }),
                await http.GetAsync($"{Api}/confirmEmail?userId={user.Id}&code=eA"),
            };
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
            Assert.Equal("on_pages_only", (await answers[0].Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{Api}/manage/info")).StatusCode);
        }

        Assert.Empty(await site.MailsToAsync(thief));
        var after = await site.ReadAsync(user.Id);
        Assert.Equal((user.Email, user.PasswordHash, user.SecurityStamp), (after.Email, after.PasswordHash, after.SecurityStamp));
    }

    [Theory, OnEveryDatabase]
    public async Task Login_ThatFails_SaysTheSameForEveryAddress(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var locked = await site.OpenAccountAsync();
        await site.ChangeRowAsync(locked.Id, row => row.LockoutEnd = TimeProvider.System.GetUtcNow().AddMinutes(5));
        var unconfirmed = await site.OpenAccountAsync(isConfirmed: false);
        var http = site.Visit().Http;

        var said = new List<string?>();
        foreach (var email in (string[])[locked.Email!, unconfirmed.Email!, "nobody@people.example"])
        {
            var answer = await http.PostAsJsonAsync($"{Api}/login", new { email, password = People.Password });
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            said.Add($"{problem.GetProperty("code")} {problem.GetProperty("detail")}");
        }

        Assert.Single(said.Distinct());
        Assert.Contains("账号已锁定", Assert.Single(await site.MailsToAsync(locked.Email!)).Subject, StringComparison.Ordinal);
        Assert.Contains("/account/confirm-email?", Assert.Single(await site.MailsToAsync(unconfirmed.Email!)).Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task ForgotPassword_ThroughTheApi_MailsALinkToThePage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();

        var answer = await site.Visit().Http.PostAsJsonAsync($"{Api}/forgotPassword", new { email = user.Email });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var visitor = site.Visit();
        var page = await visitor.OpenAsync(People.LinkIn(await site.ReadMailAsync(user.Email!), "/account/reset-password"));
        await visitor.SubmitAsync(page, "form[action='/account/reset-password']", ("NewPassword", "a brand new password"));
        await visitor.SignInAsync(user.Email!, "a brand new password");
    }

    private static async Task<Tokens> LogInAsync(HttpClient http, object body)
    {
        var answer = await http.PostAsJsonAsync($"{Api}/login", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Tokens>())!;
    }

    private sealed record Tokens(string AccessToken, string RefreshToken);
}
