using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

/// <summary>What pages and API show is what the books say.</summary>
[Collection(nameof(FundSites))]
public sealed class FundFiguresTests(SharedSites sites)
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Theory, OnEveryDatabase]
    public async Task Figures_AfterEveryKindOfMovement_EqualTheLedger(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(goalYuan: 500);
        var available = AccountCodes.FundAvailable(slug);
        var committed = AccountCodes.FundCommitted(slug, "project-1");
        await PostAsync(site, services => services.OpenAccountsAsync([new(committed, AccountType.NetAssets, "CNY", "Promised")], default));
        await PostAsync(site, ledger => ledger.PostAsync(
        [
            Entry(EntryKinds.Gift, "clearing:sandbox", available, 20000),
            Entry(EntryKinds.Gift, "clearing:sandbox", available, 5001),
            Entry(EntryKinds.OfflineGift, "cash:main", available, 10000),
            Entry(EntryKinds.ProviderFee, AccountCodes.FundFees(slug), "clearing:sandbox", 150),
            Entry(EntryKinds.Refund, available, "clearing:sandbox", 5001),
            Entry(EntryKinds.Commitment, available, committed, 12000),
            Entry(EntryKinds.Payment, committed, "bank:main", 7000),
        ], default));
        await PostAsync(site, ledger => ledger.ReserveAsync(Entry(EntryKinds.Commitment, available, committed, 3000), default));

        var fund = (await site.Visit().Http.GetFromJsonAsync<JsonObject>($"/api/v1/funds/{slug}", TestContext.Current.CancellationToken))!;

        Assert.Equal(30000, (long)fund["raisedMinor"]!);
        Assert.Equal(12000 - 7000 + 3000, (long)fund["committedMinor"]!);
        Assert.Equal(7000, (long)fund["paidOutMinor"]!);
        Assert.Equal(30000 - 12000 - 3000, (long)fund["availableMinor"]!);
        Assert.Equal(3, (long)fund["donationCount"]!);
        var page = await site.Visit("en").GetAsync($"/funds/{slug}");
        Assert.Contains("¥300.00", page.Text(".progress-text"), StringComparison.Ordinal);
        Assert.Contains("60% of ¥500.00", page.Text(".progress-text"), StringComparison.Ordinal);
        Assert.Contains("¥150.00", page.Text(".flow .legend"), StringComparison.Ordinal);
        var money = page.Text("[aria-labelledby=money] tbody");
        Assert.Contains("¥250.01", money, StringComparison.Ordinal);
        Assert.Contains("¥1.50", money, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("[aria-labelledby=money] a"), link => link.GetAttribute("href") == $"/transparency/ledger?account={Uri.EscapeDataString(committed)}");
    }

    [Theory, OnEveryDatabase]
    public async Task Home_AfterAGift_CountsIt(DatabaseKind database)
    {
        // A site of its own: nobody else's gifts are in its totals.
        await using var site = await CharityApp.StartAsync(database);
        var before = await site.Visit("en").GetAsync("/");
        Assert.Contains("¥0.00", before.Text(".stat-row"), StringComparison.Ordinal);
        await PostAsync(site, ledger => ledger.PostAsync([Entry(EntryKinds.Gift, "clearing:sandbox", AccountCodes.FundAvailable("meiyuan"), 123456)], default));

        // Another address, so that the kept page does not answer.
        var after = await site.Visit("en").GetAsync("/?fresh");

        Assert.Contains("¥1,234.56", after.Text(".stat-row"), StringComparison.Ordinal);
        Assert.Contains("As of", after.Text(".stat-row"), StringComparison.Ordinal);
    }

    private static EntryDraft Entry(string kind, string debit, string credit, long amountMinor) =>
        new(Guid.CreateVersion7(), kind, $"test:{Guid.NewGuid():N}", Day, [new PostingDraft(debit, credit, amountMinor)]);

    private static async Task PostAsync<TResult>(CharityApp site, Func<ILedger, Task<TResult>> post) where TResult : IFailable<TResult>
    {
        var result = await site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>()
            .ExecuteAsync(_ => post(services.GetRequiredService<ILedger>()), TestContext.Current.CancellationToken));
        Assert.Null(result.Failure);
    }
}
