using System.Globalization;
using System.Net;
using Charity.Funds.Register;
using Charity.Platform.Alerts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class AuditingTests(UsersSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task AuditTrail_Filtered_ShowsWhatFitsNewestFirst(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var subject = $"test-{Guid.CreateVersion7():N}";
        await RecordAsync(site, subject, count: 53);
        var auditor = await site.SignInAsync(await site.OpenAccountAsync(roles: ["Auditor"]));
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var first = await auditor.OpenAsync($"/admin/audit?subject={subject}&what=Test.&from={today}&to={today}");
        var second = await auditor.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal((50, 3), (Rows(first), Rows(second)));
        Assert.Contains("<i>52</i>", first.QuerySelector("main tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(first.QuerySelectorAll("main i"));
        Assert.Equal(0, Rows(await auditor.OpenAsync($"/admin/audit?subject={subject}&what=Other")));
        Assert.Equal(0, Rows(await auditor.OpenAsync($"/admin/audit?subject={subject}&to=2020-01-01")));
        Assert.Equal(50, Rows(await auditor.OpenAsync($"/admin/audit?subject={subject}&who=system:test")));
    }

    [Theory, OnEveryDatabase]
    public async Task AuditTrail_OfAText_HoldsBothLanguagesWhoeverReads(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);

        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var fund = await db.Set<Fund>().SingleAsync(fund => fund.Slug == "meiyuan");
            db.Entry(fund).Property(f => f.Purpose).CurrentValue = new LocalizedText(fund.Purpose!.Zh, "Only the English changes.");
            db.Entry(fund).Property(f => f.PresetsMinor).CurrentValue = [1_000, 2_000];
            return await db.SaveChangesAsync();
        });

        var change = await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().AsNoTracking()
            .OrderByDescending(entry => entry.Id).FirstAsync(entry => entry.Action == "Fund.Changed"));
        Assert.Contains("Only the English changes.", change.After, StringComparison.Ordinal);
        Assert.DoesNotContain("Only the English changes.", change.Before, StringComparison.Ordinal);
        Assert.Contains("[1000,2000]", change.After, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task AuditTrail_OfSignIns_IsFoundByTheNameOfTheAccount(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var name = $"人{Guid.CreateVersion7():N}";
        var auditor = await site.SignInAsync(await site.OpenAccountAsync(name, ["Auditor"]));

        var page = await auditor.OpenAsync($"/admin/audit?who={name}&what=SignIn.");

        Assert.Contains("登录成功", page.QuerySelector("main tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, Rows(page));
    }

    [Fact]
    public async Task AuditTrail_WithoutThePermission_IsClosed()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync(roles: ["Resident"]));

        await visitor.GetAsync("/admin/audit");

        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Alert_Raised_IsMailedOnceToItsReadersInTheirLanguage(DatabaseKind database)
    {
        await using var site = await UsersSites.StartAsync(database);
        await RaiseAsync(site);
        await RaiseAsync(site);

        var english = Assert.Single(await site.MailsToAsync("auditor@demo.example"));
        var chinese = Assert.Single(await site.MailsToAsync("admin@demo.example"));
        Assert.Contains("Dear 尹若衡,", english.Text, StringComparison.Ordinal);
        Assert.Contains("Please confirm your e-mail address", english.Text, StringComparison.Ordinal);
        Assert.Contains("请确认您的邮箱", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("/admin/audit?subject=7", chinese.Text, StringComparison.Ordinal);
        Assert.Empty(await site.MailsToAsync("resident@demo.example"));

        await ChangeAsync(site, alerts => alerts.ResolveAsync("test:7", CancellationToken.None));
        await RaiseAsync(site);
        Assert.Equal(2, (await site.MailsToAsync("admin@demo.example")).Count);
    }

    private static int Rows(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelectorAll("main td time").Length;

    // Any text that is translated will do.
    private static Task<bool> RaiseAsync(CharityApp site) => ChangeAsync(site, alerts =>
        alerts.RaiseAsync("test:7", "ViewAuditTrail", "/admin/audit?subject=7", "Please confirm your e-mail address", [], CancellationToken.None));

    private static Task<bool> ChangeAsync(CharityApp site, Func<IAlerts, Task> change) => site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
        async _ =>
        {
            await change(services.GetRequiredService<IAlerts>());
            return true;
        },
        CancellationToken.None));

    private static Task<bool> RecordAsync(CharityApp site, string subject, int count) => site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
        _ =>
        {
            for (var number = 0; number < count; number++)
            {
                services.GetRequiredService<IAuditTrail>().Record("Test.Done", subject, new { Number = $"<i>{number}</i>" });
            }

            return Task.FromResult(true);
        },
        CancellationToken.None));
}
