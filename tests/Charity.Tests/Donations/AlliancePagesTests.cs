using System.Net;
using AngleSharp.Dom;
using Charity.Donations.Alliance;
using Charity.Donations.Offline;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>What everybody sees of a merchant, what the clock says, and what is left when one leaves.</summary>
[Collection(nameof(GiftSites))]
public sealed class AlliancePagesTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Pages_OfAMerchant_TellNobodysSecrets(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync(form => form with { Name = new() { Zh = "<script>x</script>=1+1" }, Address = new() { Zh = "路\u202e1 号" } });

        var page = await site.Visit().OpenAsync($"/alliance/{merchant.Slug}");
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.Contains("<script>x</script>", page.QuerySelector("h1")!.Text(), StringComparison.Ordinal);
        foreach (var secret in new[] { merchant.SettlementKey, "13812345678", "shao@merchants.example", "邵老板", "\u202e" })
        {
            Assert.DoesNotContain(secret, page.Text(), StringComparison.Ordinal);
        }

        var stored = await site.InScopeAsync(async services => await services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"ContactName\" || \"ContactTelephone\" || \"ContactEmail\" || \"SettlementKey\" AS \"Value\" FROM \"Donations_Merchants\"").ToListAsync(TestContext.Current.CancellationToken));
        Assert.All(stored, text => Assert.DoesNotContain(merchant.SettlementKey, text, StringComparison.Ordinal));
        var officer = await site.SignInAsync("officer");
        foreach (var export in new[] { "/manage/alliance/export?format=csv", "/manage/alliance/settlements/export?format=csv" })
        {
            var csv = await officer.Http.GetStringAsync(export);
            Assert.DoesNotContain("\n=", csv, StringComparison.Ordinal);
            Assert.DoesNotContain("13812345678", csv, StringComparison.Ordinal);
            Assert.DoesNotContain(merchant.SettlementKey, csv, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Clock_AsksOnceAndTellsWhatIsLate(DatabaseKind database)
    {
        await using var site = await GiftSites.StartAsync(database);
        var merchant = await site.MakeMerchantAsync(); // two of its three months are late whatever the day
        var clock = site.Site.Services.CreateScope().ServiceProvider.GetRequiredService<AllianceClock>();

        await clock.TurnAsync(TestContext.Current.CancellationToken);
        await clock.TurnAsync(TestContext.Current.CancellationToken);

        Assert.Single(await site.MailsAsync($"merchant-asked:{merchant.Id:N}:{AllianceWords.Month(site.LastMonth())}"));
        Assert.True(await IsOpenAsync(site));
        var officer = await site.SignInAsync("officer");
        Assert.NotNull((await officer.OpenAsync("/manage/alliance/settlements?late=true")).QuerySelector($"tr.late a[href='/manage/alliance/{merchant.Id}#months']"));

        for (var back = 0; back < 3; back++)
        {
            AllianceSteps.Demand(await site.TellAsync(merchant, "0", site.LastMonth().AddMonths(-back)));
        }

        await clock.TurnAsync(TestContext.Current.CancellationToken);
        Assert.False(await IsOpenAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Leave_EndsThePledge_AndItsMonthsAreStillSettled(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();
        AllianceSteps.Demand(await site.SendAsync(new MoveMerchant(merchant.Id, MerchantProcess.Leave, 1, site.LastMonth().AddDays(-1), null)));

        Assert.Equal("month_not_pledged", (await site.TellAsync(merchant, "1")).Failure!.Code);
        AllianceSteps.Demand(await site.TellAsync(merchant, "1", site.LastMonth().AddMonths(-1)));
        Assert.NotNull((await site.Visit().OpenAsync($"/alliance/{merchant.Slug}")).QuerySelector(".alert-info"));
        Assert.Equal("not_in_this_state", (await site.SendAsync(new MoveMerchant(merchant.Id, MerchantProcess.Admit, 2, null, null))).Failure!.Code);
    }

    private static Task<bool> IsOpenAsync(CharityApp site) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>()
        .AnyAsync(alert => alert.Key == AllianceClock.LateAlert && alert.ResolvedUtc == null, TestContext.Current.CancellationToken));
}
