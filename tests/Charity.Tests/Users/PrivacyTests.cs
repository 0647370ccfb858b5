using System.IO.Compression;
using System.Net;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class PrivacyTests(UsersSites sites)
{
    private const string EraseForm = "form[action='/account/privacy/erase']";

    [Theory, OnEveryDatabase]
    public async Task Export_OfMyData_HoldsTheAccountAndItsSignInsAndNoSecret(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync("何小溪");
        var other = await site.OpenAccountAsync("旁人");
        var visitor = await site.SignInAsync(user);
        var page = await visitor.OpenAsync("/account/privacy");
        var answer = await visitor.Http.PostAsync("/account/privacy/export", new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", page.QuerySelector("form[action$='/export'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]));

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(await zip.GetEntry("account.json")!.OpenAsync());
        var account = await reader.ReadToEndAsync();
        Assert.Contains("何小溪", account, StringComparison.Ordinal);
        Assert.Contains("SignIn.Succeeded", account, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Email!, account, StringComparison.Ordinal);
        Assert.DoesNotContain((await site.ReadAsync(user.Id)).PasswordHash!, account, StringComparison.Ordinal);
        using var pageReader = new StreamReader(await zip.GetEntry("summary.html")!.OpenAsync());
        var summary = System.Net.WebUtility.HtmlDecode(await pageReader.ReadToEndAsync());
        Assert.Contains("何小溪", summary, StringComparison.Ordinal);
        Assert.Matches("<dt>创建时间</dt><dd>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日 [0-9]{2}:[0-9]{2}</dd>", summary);
        Assert.Contains("PersonalData.Exported", await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_WithConfirmationAndPassword_ForgetsThePersonAndNobodyElse(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync("何小溪", ["Resident"]);
        var other = await site.OpenAccountAsync("旁人", ["Resident"]);
        var elsewhere = await site.SignInAsync(user);
        await (await site.SignInAsync(other)).EnrolAsync();
        var visitor = await site.SignInAsync(user);
        await visitor.EnrolAsync();
        var page = await visitor.OpenAsync("/account/privacy");

        var unconfirmed = await visitor.SubmitAsync(page, EraseForm, ("Confirmation", "yes"), ("Password", People.Password));
        Assert.Contains("请输入您账号的邮箱", unconfirmed.Problems(), StringComparison.Ordinal);
        var unproven = await visitor.SubmitAsync(page, EraseForm, ("Confirmation", user.Email!), ("Password", "not it"));
        Assert.Contains("密码不正确。", unproven.Problems(), StringComparison.Ordinal);
        Assert.Equal("何小溪", (await site.ReadAsync(user.Id)).Name);
        var done = await visitor.SubmitAsync(page, EraseForm, ("Confirmation", user.Email!), ("Password", People.Password));

        Assert.Equal("您的账号已注销", done.Heading());
        Assert.Contains("至少留存六个月", done.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var erased = await site.ReadAsync(user.Id);
        Assert.Equal((string.Empty, null, false), (erased.Name, erased.PasswordHash, erased.TwoFactorEnabled));
        Assert.EndsWith("@erased.invalid", erased.Email, StringComparison.Ordinal);
        Assert.Equal((0, 0), await OwnRowsAsync(site, user.Id));
        var log = await ActedAsync(site, user.Id);
        Assert.NotEmpty(log);
        Assert.All(log, entry => Assert.Equal(string.Empty, entry.ActorName));
        Assert.Equal("登录", (await elsewhere.OpenAsync("/account/profile")).Heading());
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Visit().SignInAsync(user.Email!, People.Password));
        Assert.Contains("您的账号已注销", (await site.MailsToAsync(user.Email!))[^1].Subject, StringComparison.Ordinal);
        Assert.Contains("PersonalData.Erased", await site.ActionsAsync(user.Id));

        Assert.Contains(await ActedAsync(site, other.Id), entry => entry.ActorName == "旁人");
        var kept = await site.ReadAsync(other.Id);
        Assert.Equal(("旁人", other.Email), (kept.Name, kept.Email));
        Assert.Equal((1, 2), await OwnRowsAsync(site, other.Id));
        await site.SignInAsync(other);
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_AcrossModules_AsksEachAndTellsWhatStays(DatabaseKind database)
    {
        await using var site = await UsersSites.StartAsync(database, services => services.AddScoped<IPersonalDataSource, Diary>());
        var visitor = await site.SignInAsync("resident");
        var page = await visitor.OpenAsync("/account/privacy");

        var done = await visitor.SubmitAsync(page, EraseForm, ("Confirmation", "resident@demo.example"), ("Password", CharityApp.Password));

        Assert.Contains(Diary.Reason, done.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Diary.Reason, (await site.MailsToAsync("resident@demo.example"))[^1].Text, StringComparison.Ordinal);
        var asked = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().SingleAsync(entry => entry.Action == "Diary.Erased"));
        Assert.Contains("resident@demo.example", asked.After!, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_TheLastAdministrator_IsRefused(DatabaseKind database)
    {
        await using var site = await UsersSites.StartAsync(database);
        var visitor = await site.SignInAsync("admin");
        var page = await visitor.OpenAsync("/account/privacy");

        var refused = await visitor.SubmitAsync(page, EraseForm, ("Confirmation", "admin@demo.example"), ("Password", CharityApp.Password));

        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.Contains("唯一的系统管理员", refused.Problems(), StringComparison.Ordinal);
        await site.SignInAsync("admin");
    }

    private static Task<List<AuditEntry>> ActedAsync(CharityApp site, Guid id) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().Where(entry => entry.ActorId == id).ToListAsync());

    private static Task<(int Roles, int Tokens)> OwnRowsAsync(CharityApp site, Guid id) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return (await db.Set<IdentityUserRole<Guid>>().CountAsync(row => row.UserId == id), await db.Set<IdentityUserToken<Guid>>().CountAsync(row => row.UserId == id));
    });

    /// <summary>Another module's share of a person's data.</summary>
    private sealed class Diary(IAuditTrail audit) : IPersonalDataSource
    {
        public const string Reason = "The diary stays, without its name.";

        public string Section => "diary";

        public Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken) => Task.FromResult<object?>(null);

        public Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
        {
            audit.Record("Diary.Erased", null, new { person.Email });
            return Task.FromResult<IReadOnlyList<string>>([Reason]);
        }
    }
}
