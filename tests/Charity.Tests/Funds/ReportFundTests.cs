using System.Net;
using Charity.Funds.Reports;
using Charity.Platform.Alerts;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class ReportFundTests(SharedSites sites)
{
    private const string Form = "form[action$='/report']";

    [Theory, OnEveryDatabase]
    public async Task Report_FromTheFundsPage_IsAnsweredInTime(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(area: "nongxiang");
        var resident = site.Visit("en");
        var form = await resident.OpenAsync($"/funds/{slug}/report");

        var thanks = await resident.SubmitAndFollowAsync(form, Form, ("Reason", "Untrue"), ("Text", "第一行\n<b>第二行</b>"), ("Contact", "neighbour@people.example"));

        Assert.Contains("Your report has arrived", thanks.Text(".alert-success"), StringComparison.Ordinal);
        var report = await FindAsync(site, slug);
        Assert.Equal(await FiveWorkingDaysFromTodayAsync(site), report.DueOn);
        Assert.True(await IsOpenAsync(site, report.AlertKey));

        var manager = await site.SignInAsync("manager2");
        var list = await manager.OpenAsync("/manage/reports");
        Assert.NotNull(list.QuerySelector($"a[href='/manage/reports/{report.Id}']"));
        var page = await manager.OpenAsync($"/manage/reports/{report.Id}");
        Assert.Contains("<b>第二行</b>", page.Text(".facts"), StringComparison.Ordinal);

        var unanswered = await manager.SubmitAsync(page, "form.decision", ("Answer", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Status);
        await manager.SubmitAsync(unanswered, "form.decision", ("Answer", "已核实并更正。"));

        Assert.Equal("/manage/reports", manager.Location);
        Assert.False(await IsOpenAsync(site, report.AlertKey));
        var mail = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>()
            .SingleAsync(m => m.Key == $"fund-report-answer:{report.Id}", TestContext.Current.CancellationToken));
        Assert.Equal("neighbour@people.example", mail.To);
        Assert.StartsWith("Our answer to your report about Test fund", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("已核实并更正。", mail.Text, StringComparison.Ordinal);

        await manager.SubmitAsync(page, "form.decision", ("Answer", "第二次"));
        Assert.Equal(HttpStatusCode.Conflict, manager.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfAnothersFund_IsNotShown(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(area: "nongxiang");
        var received = await site.SendAsync(new ReportFund { Slug = slug, Reason = ReportReason.Other, Text = "看看" });
        var stranger = await site.SignInAsync("worker"); // may not answer reports at all
        var other = await site.SignInAsync("officer"); // may, for every fund

        await stranger.GetAsync($"/manage/reports/{received.Value.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.Status);
        await other.GetAsync($"/manage/reports/{received.Value.Id}");
        Assert.Equal(HttpStatusCode.OK, other.Status);

        // A fund of Qingzhu, which manager2 looks after, moved out of sight: a fund of the district is nobody's but the officer's and manager's.
        var district = await site.MakeFundAsync(area: "huwan");
        var beyond = await site.SendAsync(new ReportFund { Slug = district, Reason = ReportReason.Other, Text = "看看" });
        var manager2 = await site.SignInAsync("manager2");
        await manager2.GetAsync($"/manage/reports/{beyond.Value.Id}");
        Assert.Equal(HttpStatusCode.NotFound, manager2.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfAFund_IsToldToThoseWhoLookAfterItAlone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(area: "nongxiang");

        var received = await site.SendAsync(new ReportFund { Slug = slug, Reason = ReportReason.Other, Text = "看看" });

        var address = $"/manage/reports/{received.Value.Id}";
        var told = await site.InScopeAsync(async services => (await services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken))
            .Where(mail => mail.Text.Contains(address, StringComparison.Ordinal)).Select(mail => mail.To).ToList());
        Assert.Contains("manager2@demo.example", told); // looks after the street that the fund's community belongs to
        Assert.Contains("officer@demo.example", told); // looks after every fund
        Assert.DoesNotContain("manager@demo.example", told); // looks after other funds
        foreach (var (email, sees) in new[] { ("manager2", true), ("officer", true), ("manager", false) })
        {
            var desk = await (await site.SignInAsync(email)).OpenAsync("/manage");
            Assert.Equal(sees, desk.QuerySelector($"a[href='{address}']") is not null);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Report_WithoutReasonAndText_KeepsTheForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var resident = site.Visit();

        var page = await resident.SubmitAsync(await resident.OpenAsync("/funds/meiyuan/report"), Form, ("Contact", "0510-85012345"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        Assert.Equal(["#Reason", "#Text"], page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("0510-85012345", page.QuerySelector("#Contact")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfUnknownFund_IsNotFound(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var resident = site.Visit();

        await resident.GetAsync("/funds/nowhere/report");

        Assert.Equal(HttpStatusCode.NotFound, resident.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Report_Contact_IsEncryptedAtRest(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync();
        await site.SendAsync(new ReportFund { Slug = slug, Reason = ReportReason.Other, Text = "看看", Contact = "13812345678" });

        var stored = await site.InScopeAsync(async services => await services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"Contact\" AS \"Value\" FROM \"Funds_Reports\" WHERE \"Contact\" IS NOT NULL").ToListAsync(TestContext.Current.CancellationToken));

        Assert.NotEmpty(stored);
        Assert.All(stored, contact => Assert.StartsWith("v1:", contact, StringComparison.Ordinal));
    }

    private static Task<FundReport> FindAsync(CharityApp site, string slug) => site.InScopeAsync(async services =>
    {
        var fund = await site.ReadFundAsync(slug);
        return await services.GetRequiredService<CharityDbContext>().Set<FundReport>().SingleAsync(report => report.FundId == fund.Id, TestContext.Current.CancellationToken);
    });

    private static Task<bool> IsOpenAsync(CharityApp site, string key) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>()
        .AnyAsync(alert => alert.Key == key && alert.ResolvedUtc == null, TestContext.Current.CancellationToken));

    private static Task<DateOnly> FiveWorkingDaysFromTodayAsync(CharityApp site) => site.InScopeAsync(services =>
        Task.FromResult(services.GetRequiredService<IWorkingDays>().Add(services.GetRequiredService<SiteTime>().Today, 5)));
}
