using Charity.Disbursements.Warnings;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Before something is late, those who can prevent it hear it: once, and nobody else.</summary>
public sealed class EarlyWarningTests
{
    [Theory, OnEveryDatabase]
    public async Task Request_ThreeWorkingDaysBeforeItLapses_IsToldToThoseWhoCanTakeTheNextStep(DatabaseKind database)
    {
        var (site, clock) = await StartAsync(database);
        await using var _ = site;
        var project = await site.StartFundedAsync(3_000_002);
        var payment = await project.AskAsync(site);
        var (first, second, stranger) = (await ManagerAsync(site, project.Funds), await ManagerAsync(site, project.Funds, "en"), await ManagerAsync(site, [await OtherFundAsync(site)]));
        var visitor = await site.SignInAsync(first);
        await visitor.EnrolAsync();
        await visitor.ApproveAsync(payment.Id);
        var lapses = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteTime>().DayOf(payment.DecideByUtc)));

        // Four working days before the day nobody is told; three before it those who have not approved yet.
        MoveTo(clock, site, lapses, workingDaysBefore: 4);
        await site.WarnAsync();
        Assert.Empty(await WarningsAsync(site, "early-decide"));
        MoveTo(clock, site, lapses, workingDaysBefore: 3);
        await site.WarnAsync();
        await site.WarnAsync();

        var told = await WarningsAsync(site, $"early-decide:{payment.Id:N}");
        Assert.Contains("lapses undecided", Assert.Single(told, mail => mail.To == second.Email).Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(told, mail => mail.To == first.Email || mail.To == stranger.Email);
        Assert.Equal(told.Count, told.Select(mail => mail.To).Distinct().Count());
        Assert.Contains($"/manage/payments/{payment.Id}", told[0].Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Payment_ThatNoCashierCollects_IsToldToCashiersAfterThreeWorkingDays(DatabaseKind database)
    {
        var (site, clock) = await StartAsync(database);
        await using var _ = site;
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var cashier = await site.OpenAccountAsync("出纳", ["Cashier"]);
        await site.WarnAsync();
        Assert.Empty(await WarningsAsync(site, "early-collect"));

        clock.MoveTo(site.Site.Services.GetRequiredService<IWorkingDays>().Add(Today(site), 3).ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc));
        await site.WarnAsync();
        await site.WarnAsync();

        Assert.Contains("待出纳汇总", Assert.Single(await WarningsAsync(site, $"early-collect:{payment:N}"), mail => mail.To == cashier.Email).Subject, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Instalment_ThatNobodyAsksFor_IsToldToItsOrganisationAfterTwoWeeks(DatabaseKind database)
    {
        var (site, clock) = await StartAsync(database);
        await using var _ = site;
        var (silent, asked) = (await site.StartFundedAsync(100_000), await site.StartFundedAsync(100_000));
        await asked.AskAsync(site);
        clock.Advance(TimeSpan.FromDays(13));
        await site.WarnAsync();
        Assert.Empty(await WarningsAsync(site, "early-ask"));

        clock.Advance(TimeSpan.FromDays(1.5));
        await site.WarnAsync();
        await site.WarnAsync();

        var told = Assert.Single(await WarningsAsync(site, "early-ask"));
        Assert.Equal(silent.Project.Organisation.Owner.Email, told.To);
        Assert.Contains($"/workspace/instalments/{silent.Instalments[0]}/payment", told.Text, StringComparison.Ordinal);
    }

    private static async Task<(CharityApp Site, MovedClock Clock)> StartAsync(DatabaseKind database)
    {
        var clock = new MovedClock();
        return (await CharityApp.StartAsync(database, services: services => services.AddSingleton<TimeProvider>(clock)), clock);
    }

    private static DateOnly Today(CharityApp site) => site.Site.Services.CreateScope().ServiceProvider.GetRequiredService<SiteTime>().Today;

    /// <summary>Noon in China of the first day with so many working days left.</summary>
    private static void MoveTo(MovedClock clock, CharityApp site, DateOnly day, int workingDaysBefore) =>
        clock.MoveTo(site.Site.Services.GetRequiredService<IWorkingDays>().Add(day, -workingDaysBefore).ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc));

    private static async Task<User> ManagerAsync(CharityApp site, IReadOnlyList<string> funds, string culture = "zh-CN")
    {
        var user = await site.OpenAccountAsync("基金管理人", ["FundManager"], culture: culture);
        await site.EntrustAsync(user, funds);
        return user;
    }

    private static async Task<string> OtherFundAsync(CharityApp site) => (await site.StartFundedAsync(100_000)).Funds[0];

    private static Task<List<OutgoingMail>> WarningsAsync(CharityApp site, string key) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().Where(mail => mail.Key.StartsWith(key)).OrderBy(mail => mail.Id).ToListAsync());
}

internal static class EarlyWarningSteps
{
    public static Task WarnAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<WarnEarly>().TurnAsync(CancellationToken.None);
        return true;
    });
}
