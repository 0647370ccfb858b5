using Charity.Tests.Donations;
using Charity.Tests.Support;

namespace Charity.Tests.Journeys;

/// <summary>A donor follows a gift from its own page into the public books.</summary>
[Collection(nameof(GiftSites))]
public sealed class FollowTheGiftTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Link_OnTheGiftsPage_LeadsToItsEntryAlone(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await app.GiveAndPayAsync(amountMinor: 700);
        var gift = await app.GiveAndPayAsync(amountMinor: 4_321);
        var donor = app.Visit();
        var link = (await donor.OpenAsync($"/donations/{gift.Token}")).QuerySelector("a[href^='/transparency/ledger?']")!.GetAttribute("href")!;

        var books = await donor.OpenAsync(link);

        var entry = Assert.Single(books.QuerySelectorAll("main a[href^='/transparency/ledger/']").Select(a => a.GetAttribute("href")).Distinct(), href => !href!.Contains('?', StringComparison.Ordinal));
        Assert.Contains("43.21", (await donor.OpenAsync(entry!)).Text(), StringComparison.Ordinal);
        Assert.Contains(gift.Reference, (await donor.OpenAsync(entry!)).Text(), StringComparison.Ordinal);
    }
}
