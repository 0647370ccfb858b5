using Charity.Donations.Giving;
using Charity.Donations.Recipes;
using Charity.Platform.Recipes;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary><c>verify</c> finds what does not fit, and demonstration gifts leave nothing to find.</summary>
public sealed class GiftVerificationTests
{
    [Theory, OnEveryDatabase]
    public async Task Verify_BrokenGifts_NamesTheFirstWrongRow(DatabaseKind database)
    {
        await using var app = await GiftSites.StartAsync(database);
        var first = await app.GiveAndPayAsync(amountMinor: 5_000);
        var second = await app.GiveAndPayAsync(amountMinor: 6_000);
        await app.AssertBooksAreRightAsync();

        await BreakAndMendAsync(app, "gift-entry", $"""UPDATE "Donations_Donations" SET "AmountMinor" = 5001 WHERE "Id" = {first.Id}""", $"""UPDATE "Donations_Donations" SET "AmountMinor" = 5000 WHERE "Id" = {first.Id}""");
        await BreakAndMendAsync(app, "gift-entry", $"""UPDATE "Donations_Donations" SET "EntryId" = {Guid.NewGuid()} WHERE "Id" = {first.Id}""", $"""UPDATE "Donations_Donations" SET "EntryId" = {first.EntryId} WHERE "Id" = {first.Id}""");
        await BreakAndMendAsync(app, "receipt-numbers", $"""UPDATE "Donations_Donations" SET "ReceiptNumber" = NULL WHERE "Id" = {second.Id}""", $"""UPDATE "Donations_Donations" SET "ReceiptNumber" = {second.ReceiptNumber} WHERE "Id" = {second.Id}""");
        await BreakAndMendAsync(app, "receipt-numbers", $"""UPDATE "Donations_ReceiptCounters" SET "LastNumber" = 9""", $"""UPDATE "Donations_ReceiptCounters" SET "LastNumber" = 2""");
        var open = await app.GiveAsync();
        await BreakAndMendAsync(
            app, "gifts-counted", $"""UPDATE "Donations_Donations" SET "PaidUtc" = {DateTime.UtcNow} WHERE "Id" = {open.Id}""", $"""UPDATE "Donations_Donations" SET "PaidUtc" = NULL WHERE "Id" = {open.Id}""");
        await BreakAndMendAsync(
            app, "gift-stuck", $"""UPDATE "Donations_Donations" SET "State" = 'processing', "StateDueUtc" = {DateTime.UtcNow.AddDays(-1)} WHERE "Id" = {open.Id}""",
            $"""UPDATE "Donations_Donations" SET "State" = 'pending' WHERE "Id" = {open.Id}""");
        await app.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_RunTwice_GivesOnceAndTheBooksAreRight(DatabaseKind database)
    {
        // Relived like in a set-up, before any worker runs: to the present's workers the past's orders would have expired.
        await using var app = await CharityApp.OpenAsync(database);
        var recipe = Path.Combine(app.DataDirectory, "gifts.recipe.json");
        await File.WriteAllTextAsync(recipe, """
            { "name": "gifts", "steps": [ {
                "name": "Donations", "Count": 60, "Months": 10, "Seed": 7, "DonorNames": ["沈嘉禾", "湖湾青帆物流有限公司"], "Messages": [{ "Text": "加油", "Approved": true }, { "Text": "广告", "Approved": false }],
                "AmountsMinor": [{ "Minor": 1000, "Weight": 3 }, { "Minor": 500000, "Weight": 1 }], "AnonymousShare": 0.3, "MessageShare": 0.5, "OfflineShare": 0.2, "DeclinedShare": 0.2,
                "Givers": ["resident@demo.example"] } ] }
            """, TestContext.Current.CancellationToken);
        var runner = app.Site.Services.GetRequiredService<RecipeRunner>();

        await runner.RunAsync(recipe, new Dictionary<string, string>(), (_, _, _) => { }, TestContext.Current.CancellationToken);
        var first = await app.GiftsAsync(gift => true);
        await runner.RunAsync(recipe, new Dictionary<string, string>(), (_, _, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(60, first.Count);
        Assert.Equal(first.Select(gift => (gift.Id, gift.State, gift.Version)), (await app.GiftsAsync(gift => true)).Select(gift => (gift.Id, gift.State, gift.Version)));
        Assert.All(first, gift => Assert.True(gift.PaidUtc is null || gift.PaidUtc <= DateTime.UtcNow));
        Assert.Superset(new HashSet<string> { DonationProcess.Paid, DonationProcess.Pending, DonationProcess.Expired }, first.Select(gift => gift.State).ToHashSet());
        Assert.Contains(first, gift => gift.Source == GiftSource.Cash);
        Assert.Contains(first, gift => gift.MessageState == MessageState.Shown);
        await app.AssertBooksAreRightAsync();
    }

    [Fact]
    public void Plan_OfTheSameSeed_IsTheSame()
    {
        var model = new DonationsModel(50, 12, 3, ["甲", "乙"], [new("好", true)], [new(1000, 1), new(2000, 2)], 0.3, 0.3, 0.1, 0.1);
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(PlannedGift.All(model, now), PlannedGift.All(model, now));
        Assert.All(PlannedGift.All(model, now), gift => Assert.InRange(gift.At, now.AddMonths(-12).AddDays(-1), now));
    }

    private static async Task BreakAndMendAsync(CharityApp app, string rule, FormattableString damage, FormattableString mend)
    {
        await app.SqlAsync(damage);
        var (code, output) = await app.RunAsync("verify");
        Assert.Equal(1, code);
        Assert.Contains(rule, output, StringComparison.Ordinal);
        await app.SqlAsync(mend);
    }
}
