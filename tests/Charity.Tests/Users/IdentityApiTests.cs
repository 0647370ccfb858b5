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
        await visitor.SubmitAsync(await visitor.OpenAsync(People.LinkIn(await site.ReadMailAsync(email), "/account/confirm-email")), "form[action='/account/confirm-email']");
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

    [Fact]
    public async Task SecondFactor_ThroughTheApiWithACookie_IsRefused()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());

        var answer = await visitor.Http.PostAsJsonAsync($"{Api}/manage/2fa", new { });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
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
