using System.Net;
using Charity.Donations.Giving;
using Charity.Funds.Register;
using Charity.Ledger.Contracts;
using Charity.Payments.Contracts;
using Charity.Payments.Events;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Tests.Payments;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>What becomes of a gift when the provider speaks.</summary>
[Collection(nameof(GiftSites))]
public sealed class BookPaymentsTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Pay_Once_BooksTheGiftWithReceiptAndMail(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var before = await app.BalanceAsync(AccountCodes.FundAvailable("tingtao"));

        var gift = await app.GiveAndPayAsync("tingtao", 8_800, email: "giver@example.org");

        Assert.Equal(DonationProcess.Paid, gift.State);
        Assert.Matches(@"^\d{4}-\d{6}$", gift.ReceiptNumber);
        var entry = Assert.Single(await app.EntriesOfAsync(gift), entry => entry.Kind == EntryKinds.Gift);
        Assert.Equal(gift.EntryId, entry.Id);
        Assert.Equal((AccountCodes.Clearing("sandbox"), AccountCodes.FundAvailable("tingtao"), 8_800), (entry.Postings[0].Debit.Code, entry.Postings[0].Credit.Code, entry.Postings[0].AmountMinor));
        Assert.Equal(8_800, (await app.BalanceAsync(AccountCodes.FundAvailable("tingtao")))!.PostedMinor - (before?.PostedMinor ?? 0));
        var mail = Assert.Single(await app.MailsAsync($"receipt:{gift.Id:D}"));
        Assert.Equal("giver@example.org", mail.To);
        Assert.Contains("人民币捌拾捌元整", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/donations/{gift.Token}/receipt", mail.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_TwentyIdenticalEventsAtOnce_BookOnce(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAsync(email: "twenty@example.org");
        await app.OpenPageAsync(gift);
        var payload = Events.Completed(gift.CheckoutId!.Value, amountMinor: gift.AmountMinor);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.BringAsync(payload)));
        gift = await app.UntilAsync(gift.Id, found => found.HasMoney);

        Assert.Single(await app.EntriesOfAsync(gift), entry => entry.Kind == EntryKinds.Gift);
        Assert.Single(await app.MailsAsync($"receipt:{gift.Id:D}"));
    }

    [Theory, OnEveryDatabase]
    public async Task Hear_TheSameSuccessAgainAndAgain_ChangesNothing(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAndPayAsync(email: "again@example.org");

        for (var time = 0; time < 3; time++)
        {
            await PublishAsync(app, Succeeded(gift, gift.PaymentObject!));
        }

        Assert.Single(await app.EntriesOfAsync(gift), entry => entry.Kind == EntryKinds.Gift);
        Assert.Single(await app.MailsAsync($"receipt:{gift.Id:D}"));
        Assert.Equal(gift.ReceiptNumber, (await app.GiftAsync(gift.Id)).ReceiptNumber);
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_AfterFailureOrExpiry_IsBookedAllTheSame(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var failed = await app.GiveAsync();
        await PublishAsync(app, new PaymentProcessing(failed.CheckoutId!.Value, failed.Reference, "e1", Now), new PaymentFailed(failed.CheckoutId.Value, failed.Reference, "e2", Now));
        Assert.Equal(DonationProcess.Failed, (await app.GiftAsync(failed.Id)).State);
        var expired = await app.GiveAsync();
        await PublishAsync(app, new CheckoutExpired(expired.CheckoutId!.Value, expired.Reference, "e3", Now));
        Assert.Equal(DonationProcess.Expired, (await app.GiftAsync(expired.Id)).State);

        await PublishAsync(app, Succeeded(failed), Succeeded(expired));

        Assert.Equal(DonationProcess.Paid, (await app.GiftAsync(failed.Id)).State);
        Assert.Equal(DonationProcess.Paid, (await app.GiftAsync(expired.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Hear_BadNewsAfterThePayment_KeepsTheGift(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAsync();

        // Also within one group: the provider's events overtake each other.
        await PublishAsync(
            app, Succeeded(gift), new PaymentProcessing(gift.CheckoutId!.Value, gift.Reference, "late1", Now), new PaymentFailed(gift.CheckoutId.Value, gift.Reference, "late2", Now),
            new CheckoutExpired(gift.CheckoutId.Value, gift.Reference, "late3", Now), new PaymentQuarantined(gift.CheckoutId.Value, gift.Reference, "late4", Now));

        Assert.Equal(DonationProcess.Paid, (await app.GiftAsync(gift.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_Twice_HoldsTheSecondPaymentForADecision(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAndPayAsync("wandu", 6_600, email: "twice@example.org");
        var session = $"cs_{Guid.NewGuid():N}";

        // The same second payment is told twice, by two events.
        Assert.Equal(200, await app.BringAsync(Events.Event(EventTypes.Completed, gift.CheckoutId, amountMinor: 6_600, sessionId: session)));
        Assert.Equal(200, await app.BringAsync(Events.Event(EventTypes.LaterSucceeded, gift.CheckoutId, amountMinor: 6_600, sessionId: session)));
        await app.InScopeAsync(services => services.GetRequiredService<IPaymentEvents>().ProcessWaitingAsync(CancellationToken.None));

        var paymentObject = $"sandbox:pay_{session}";
        var held = Assert.Single(await app.GiftsAsync(other => other.PaymentObject == paymentObject));
        Assert.Equal((DonationProcess.Held, 6_600), (held.State, held.AmountMinor));
        Assert.Equal(AccountCodes.UndecidedGifts, Assert.Single(await app.EntriesOfAsync(held)).Postings[0].Credit.Code);
        var told = Assert.Single(await AlertsAsync(app), alert => alert.Key == $"held-gift:{held.Id:D}");
        Assert.Equal(("fund:wandu", nameof(Charity.Donations.Permissions.ServeAllFunds)), (told.Scope.Split(' ')[0], told.EverywherePermission));
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_AnotherAmountThanOrdered_IsQuarantinedAndNothingIsBooked(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAsync(amountMinor: 5_000);
        await app.OpenPageAsync(gift);

        await app.BringAsync(Events.Completed(gift.CheckoutId!.Value, amountMinor: 1));
        gift = await app.UntilAsync(gift.Id, found => found.State != DonationProcess.Pending);

        Assert.Equal(DonationProcess.Quarantined, gift.State);
        Assert.Empty(await app.EntriesOfAsync(gift));
        var page = await app.Visit().GetAsync($"/donations/{gift.Token}");
        Assert.Contains("正在核实", page.Text(), StringComparison.Ordinal);
        Assert.NotEmpty(await AlertsAsync(app));
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_TwoHundredGiftsWithOneBroken_ParksThatOneOnly(DatabaseKind database)
    {
        await using var app = await GiftSites.StartAsync(database);
        var gifts = new List<Donation>();
        for (var i = 0; i < 200; i++)
        {
            gifts.Add(await app.GiveAsync("jinan", 1_000 + i));
            await app.OpenPageAsync(gifts[i]);
        }

        // A gift that does not say what was ordered: nothing but a person can know what is right.
        var broken = gifts[77];
        await app.SqlAsync($"""UPDATE "Donations_Donations" SET "AmountMinor" = 1 WHERE "Id" = {broken.Id}""");
        await Task.WhenAll(gifts.Select(gift => app.BringAsync(Events.Completed(gift.CheckoutId!.Value, amountMinor: gift.AmountMinor))));
        await app.UntilAsync(gifts[199].Id, gift => gift.HasMoney);
        await app.UntilAsync(gifts[0].Id, gift => gift.HasMoney);
        await WaitForAsync(app, 199);

        var paid = await app.GiftsAsync(gift => gift.State == DonationProcess.Paid);
        Assert.Equal(199, paid.Count);
        Assert.Equal(Enumerable.Range(1, 199), paid.Select(gift => int.Parse(gift.ReceiptNumber![5..], System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal(DonationProcess.Pending, (await app.GiftAsync(broken.Id)).State);
        Assert.Single(await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<InboxEvent>().AsNoTracking().Where(e => e.Error != null).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_WhileTheFundCloses_HoldsTheGiftAndSomebodyDecides(DatabaseKind database)
    {
        await using var app = await GiftSites.StartAsync(database);
        var gift = await app.GiveAsync("chuanxi", 12_000, email: "late@example.org");
        await app.OpenPageAsync(gift);
        await app.BringAsync(Events.Event(EventTypes.Completed, gift.CheckoutId!.Value, paymentStatus: "unpaid", amountMinor: 12_000));
        await app.UntilAsync(gift.Id, found => found.State == DonationProcess.Processing);
        var officer = await app.SignInConfirmedAsync("Officer");
        await officer.SubmitAsync(await officer.GetAsync("/manage/funds/chuanxi"), "form[action$='/moves']", ("trigger", FundProcess.CloseTrigger));
        officer.AssertStatus(HttpStatusCode.Found);

        await app.BringAsync(Events.Event(EventTypes.LaterSucceeded, gift.CheckoutId.Value, amountMinor: 12_000));
        gift = await app.UntilAsync(gift.Id, found => found.HasMoney);

        Assert.Equal(DonationProcess.Held, gift.State);
        Assert.Null(gift.ReceiptNumber);
        Assert.Equal(12_000, (await app.BalanceAsync(AccountCodes.UndecidedGifts))!.PostedMinor);
        Assert.Single(await app.MailsAsync($"held:{gift.Id:D}"));
        Assert.Contains("不再接受捐赠", (await app.Visit().GetAsync($"/donations/{gift.Token}")).Text(), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"held\"", await app.Visit().Http.GetStringAsync($"/api/v1/donations/{gift.Token}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await app.AssertBooksAreRightAsync();

        var list = await officer.GetAsync("/manage/gifts/held");
        var refused = await officer.SubmitAsync(list, $"form[action$='{gift.Id}']", ("fund", "tingtao"), ("reason", " "));
        Assert.Contains("请说明依据", refused.Text(), StringComparison.Ordinal);
        await officer.SubmitAsync(list, $"form[action$='{gift.Id}']", ("fund", "tingtao"), ("reason", "捐赠人电话同意"));

        gift = await app.GiftAsync(gift.Id);
        Assert.Equal(DonationProcess.Paid, gift.State);
        Assert.NotNull(gift.ReceiptNumber);
        Assert.Equal(0, (await app.BalanceAsync(AccountCodes.UndecidedGifts))!.PostedMinor);
        Assert.Equal(12_000, (await app.BalanceAsync(AccountCodes.FundAvailable("tingtao")))!.PostedMinor);
        Assert.Equal([EntryKinds.Gift, EntryKinds.DecidedGift], (await app.EntriesOfAsync(gift)).Where(entry => entry.Kind != EntryKinds.ProviderFee).Select(entry => entry.Kind));
        Assert.DoesNotContain(await AlertsAsync(app), alert => alert.Key.StartsWith("held-gift", StringComparison.Ordinal));
        Assert.Contains("原捐给", (await app.Visit().GetAsync($"/donations/{gift.Token}")).Text(), StringComparison.Ordinal);
        await app.AssertBooksAreRightAsync();
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static PaymentSucceeded Succeeded(Donation gift, string? paymentObject = null) => new(
        gift.CheckoutId ?? Guid.CreateVersion7(), gift.Reference, $"evt_{Guid.NewGuid():N}", Now, "sandbox", paymentObject ?? $"sandbox:pay_{Guid.NewGuid():N}", gift.AmountMinor, gift.Currency, "test");

    /// <summary>Tells the gifts what the payments module would, in a transaction like its own.</summary>
    private static Task<bool> PublishAsync(CharityApp app, params PaymentChange[] changes) => app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
        async token =>
        {
            await services.GetRequiredService<MediatR.IMediator>().Publish(new PaymentChanges(changes), token);
            return true;
        },
        CancellationToken.None));

    private static Task<List<Alert>> AlertsAsync(CharityApp app) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>().AsNoTracking().Where(alert => alert.ResolvedUtc == null).ToListAsync());

    private static async Task WaitForAsync(CharityApp app, int paid)
    {
        for (var tries = 0; tries < 500 && (await app.GiftsAsync(gift => gift.State == DonationProcess.Paid)).Count < paid; tries++)
        {
            await app.InScopeAsync(services => services.GetRequiredService<IPaymentEvents>().ProcessWaitingAsync(CancellationToken.None));
            await Task.Delay(20);
        }
    }
}
