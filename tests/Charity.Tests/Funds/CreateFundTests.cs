using System.Net;
using Charity.Ledger.Contracts;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class CreateFundTests(SharedSites sites)
{
    private const string Form = "form[action='/manage/funds/new']";

    [Theory, OnEveryDatabase]
    public async Task Create_ByOfficer_MakesADraftWithItsAccounts(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = FundSteps.NewSlug();
        var officer = await site.SignInAsync("officer");

        await officer.SubmitAsync(await officer.OpenAsync("/manage/funds/new"), Form, ("Slug", slug), ("Name.Zh", "新基金"), ("AreaCode", "wandu"));

        Assert.Equal($"/manage/funds/{slug}", officer.Location);
        var accounts = await site.InScopeAsync(services => services.GetRequiredService<ILedgerTotals>().BalancesAsync(
            [$"fund:{slug}:available", $"fund:{slug}:fees", "bank:main", "cash:main", "suspense:undecided-gifts", "clearing:sandbox"], TestContext.Current.CancellationToken));
        Assert.Equal(6, accounts.Count);

        // Other checks of this site find the entries that tests of figures post without gifts.
        var (_, output) = await site.RunAsync("verify");
        Assert.Contains("ok     Funds have their accounts", output, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Create_WithWrongInput_NamesTheFields(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var officer = await site.SignInAsync("officer");
        var page = await officer.OpenAsync("/manage/funds/new");

        var malformed = await officer.SubmitAsync(page, Form, ("Slug", "Neue Anschrift"), ("Name.Zh", ""));
        var taken = await officer.SubmitAsync(page, Form, ("Slug", "meiyuan"), ("Name.Zh", "又一个梅园"));
        var orphan = await officer.SubmitAsync(page, Form, ("Slug", FundSteps.NewSlug()), ("Name.Zh", "微"), ("Kind", "Micro"));

        Assert.Equal(["#Name_Zh", "#Slug"], malformed.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
        Assert.Contains("已被其他基金使用", taken.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("又一个梅园", taken.QuerySelector("#Name_Zh")!.GetAttribute("value"));
        Assert.Contains("微基金须设在某个基金之下", orphan.Text(".error-summary"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Create_ByFundManager_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var manager = await site.SignInAsync("manager");

        await manager.GetAsync("/manage/funds/new");

        Assert.Equal(HttpStatusCode.Forbidden, manager.Status);
    }
}
