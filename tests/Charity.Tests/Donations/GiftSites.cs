using System.Net;
using AngleSharp.Html.Dom;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Ledger.Contracts;
using Charity.Payments.Contracts;
using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Tests.Payments;
using Charity.Tests.Support;
using Charity.Tests.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>A site with the demonstration's people and funds and no gifts, one per database for all tests of the module.</summary>
public sealed class GiftSites : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => StartAsync(kind)));

    /// <summary>A site of one's own, for tests that break something.</summary>
    public static Task<CharityApp> StartAsync(DatabaseKind kind, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings) =>
        CharityApp.StartAsync(kind, services: services, settings: [("Payments:SandboxSecret", PaymentSite.Secret), ("Sandbox:DelaySeconds", "0"), .. settings]);

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }
}

[CollectionDefinition(nameof(GiftSites))]
public sealed class GiftCollection : ICollectionFixture<GiftSites>;

/// <summary>What tests of gifts do to a site.</summary>
internal static class GiftSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Gives without a browser: the form's command, sent as the form would.</summary>
    public static async Task<Donation> GiveAsync(
        this CharityApp app, string fund = "meiyuan", long amountMinor = 5_000, string? name = "沈嘉禾", bool anonymous = false, string? message = null, string? email = null,
        bool coverFee = false, bool noReceipt = false)
    {
        // The donor reads Chinese, whatever the machine does.
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("zh-CN");
        var request = new GiveDonation(
            Guid.CreateVersion7(), fund, new AmountParse(amountMinor, null), GiveDonation.Once, name, anonymous, message, email, coverFee, noReceipt, ConfirmedMinor: amountMinor);
        var given = await app.SendAsync(request);
        Assert.Null(given.Failure);
        return await app.GiftAsync(given.Value.Id);
    }

    /// <summary>Opens the payment page and lets the payer act; waits until the event has been worked off.</summary>
    public static async Task<Donation> PayAsync(this CharityApp app, Donation gift, SandboxOutcome outcome = SandboxOutcome.Succeed)
    {
        await app.Site.Services.GetRequiredService<ISandbox>().PayAsync(gift.CheckoutId!.Value, outcome, CancellationToken.None);
        return await app.UntilAsync(gift.Id, found => found.State != gift.State);
    }

    public static async Task<Donation> GiveAndPayAsync(
        this CharityApp app, string fund = "meiyuan", long amountMinor = 5_000, string? name = "沈嘉禾", bool anonymous = false, string? message = null, string? email = null,
        bool coverFee = false, bool noReceipt = false) =>
        await app.PayAsync(await app.GiveAsync(fund, amountMinor, name, anonymous, message, email, coverFee, noReceipt));

    /// <summary>Lets the inbox be worked off until the gift is as it should be.</summary>
    public static async Task<Donation> UntilAsync(this CharityApp app, Guid id, Func<Donation, bool> isSo)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await app.InScopeAsync(services => services.GetRequiredService<IPaymentEvents>().ProcessWaitingAsync(CancellationToken.None));
            var gift = await app.GiftAsync(id);
            if (isSo(gift))
            {
                return gift;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(end) < Patience, $"The gift stayed {gift.State}.");
            await Task.Delay(20);
        }
    }

    /// <summary>Opens the payment page without paying, so that events about it are known.</summary>
    public static Task OpenPageAsync(this CharityApp app, Donation gift) =>
        app.InScopeAsync(services => services.GetRequiredService<ICheckouts>().OpenAsync(gift.CheckoutId!.Value, CancellationToken.None));

    /// <summary>Brings a provider's event to the door, signed.</summary>
    public static async Task<int> BringAsync(this CharityApp app, byte[] payload)
    {
        var signature = WebhookSignature.Sign(payload, PaymentSite.Bytes(PaymentSite.Secret), TimeProvider.System.GetUtcNow());
        return (await app.Site.Services.GetRequiredService<WebhookDoor>().ReceiveAsync("sandbox", signature, payload, CancellationToken.None)).Status;
    }

    public static Task<Donation> GiftAsync(this CharityApp app, Guid id) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Donation>().AsNoTracking().SingleAsync(gift => gift.Id == id));

    public static Task<List<Donation>> GiftsAsync(this CharityApp app, System.Linq.Expressions.Expression<Func<Donation, bool>> which) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Donation>().AsNoTracking().Where(which).OrderBy(gift => gift.Id).ToListAsync());

    public static Task<List<OfflineGift>> OfflineGiftsAsync(this CharityApp app, params Guid[] ids) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OfflineGift>().AsNoTracking().Where(gift => ids.Contains(gift.Id)).ToListAsync());

    public static async Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(this CharityApp app, Donation gift) => (await app.InScopeAsync(services =>
        services.GetRequiredService<ILedgerReader>().EntriesAsync(new EntrySearch { Text = gift.Reference, OldestFirst = true }, CancellationToken.None))).Entries;

    public static async Task<AccountBalance?> BalanceAsync(this CharityApp app, string account) => (await app.InScopeAsync(services =>
        services.GetRequiredService<ILedgerTotals>().BalancesAsync([account], CancellationToken.None))).GetValueOrDefault(account);

    public static Task<List<OutgoingMail>> MailsAsync(this CharityApp app, string key) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().Where(mail => mail.Key == key).ToListAsync());

    public static Task<int> SqlAsync(this CharityApp app, FormattableString sql) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database.ExecuteSqlAsync(sql));

    public static async Task AssertBooksAreRightAsync(this CharityApp app)
    {
        var (code, output) = await app.RunAsync("verify");
        Assert.True(code == 0, output);
    }

    /// <summary>A new member of staff with this role whose session is confirmed with a second factor.</summary>
    public static async Task<Visitor> SignInConfirmedAsync(this CharityApp app, string role)
    {
        var visitor = await app.SignInAsync(await app.OpenAccountAsync(roles: [role]));
        await visitor.EnrolAsync();
        return visitor;
    }

    public static string Text(this IHtmlDocument page) => string.Join(' ', page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static Task<Result<T>> AskAsync<T>(this CharityApp app, IRequest<Result<T>> request) => app.SendAsync(request);
}
