using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Payments.Gateways;
using Charity.Payments.Sandbox;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Payments;

/// <summary>Opening payment pages, and asking the provider.</summary>
public sealed class CheckoutDeskTests(QuietPaymentSites sites) : IClassFixture<QuietPaymentSites>
{
    private static readonly TimeSpan Tomorrow = TimeSpan.FromHours(25);

    [Theory, OnEveryDatabase]
    public async Task Open_Twice_AnswersWithTheSamePage(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();

        var first = await site.OpenCheckoutAsync(order);
        var second = await site.OpenCheckoutAsync(order);

        Assert.StartsWith("http://localhost/sandbox/pay/cs_", first.Value.Url, StringComparison.Ordinal);
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(CheckoutState.Open, (await site.CheckoutAsync(order)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_ByManyAtOnce_MakesOnePage(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();

        var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => site.OpenCheckoutAsync(order))));

        Assert.Single(pages.Select(page => page.Value.Url).Distinct());
        Assert.Single(await SessionsAsync(site, order));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_AfterACrashBetweenCallAndNote_FindsTheSamePage(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();

        // The provider has heard the call, and the process died before it could write the answer down.
        var made = await site.Site.Services.GetRequiredService<IPaymentGateway>().CreateCheckoutAsync((await site.CheckoutAsync(order)).Order(), TestContext.Current.CancellationToken);
        await using var restarted = site.Again();
        var opened = await restarted.OpenCheckoutAsync(order);

        Assert.Equal(made.Url, opened.Value.Url);
        Assert.Single(await SessionsAsync(site, order));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WhenThePageHasExpired_ShutsItAndOpensAnother(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var first = await site.OpenCheckoutAsync(order);

        using (SiteClock.At(TimeProvider.System.GetUtcNow() + Tomorrow))
        {
            var second = await site.OpenCheckoutAsync(order);

            Assert.NotEqual(first.Value.Url, second.Value.Url);
            Assert.Equal([SandboxStatus.Expired, SandboxStatus.Open], (await SessionsAsync(site, order)).Select(session => session.Status));
            Assert.Equal((2, CheckoutState.Open), ((await site.CheckoutAsync(order)).Attempt, (await site.CheckoutAsync(order)).State));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Open_AfterTheExpiryWasReported_OpensAnotherThatCanBePaid(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        await site.PayAsync(order, SandboxOutcome.Expire);
        await site.ProcessAsync();
        Assert.Equal(CheckoutState.Expired, (await site.CheckoutAsync(order)).State);

        await site.PayAsync(order, SandboxOutcome.Succeed);
        await site.ProcessAsync();

        Assert.Equal(CheckoutState.Paid, (await site.CheckoutAsync(order)).State);
        Assert.Equal(["CheckoutExpired", "PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WhenPaidOrUnderWay_IsRefused(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (paid, underWay) = (await site.OrderAsync(), await site.OrderAsync());
        await site.PayAsync(paid, SandboxOutcome.Succeed);
        await site.PayAsync(underWay, SandboxOutcome.SucceedLater);
        await site.ProcessAsync();

        Assert.Equal("already_paid", (await site.OpenCheckoutAsync(paid)).Failure?.Code);
        Assert.Equal("not_payable", (await site.OpenCheckoutAsync(underWay)).Failure?.Code);
        Assert.Equal("checkout_unknown", (await site.OpenCheckoutAsync(Guid.CreateVersion7())).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_ExpiredByTheClockButPaidAtTheProvider_HeedsTheMoney(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        await site.OpenCheckoutAsync(order);
        await PayUnheardAsync(site, order, SandboxOutcome.Succeed);

        using (SiteClock.At(TimeProvider.System.GetUtcNow() + Tomorrow))
        {
            Assert.Equal("not_payable", (await site.OpenCheckoutAsync(order)).Failure?.Code);
            await site.ProcessAsync();
        }

        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WhenTheProviderIsDown_ChargesNothingAndWorksLater(DatabaseKind kind)
    {
        var gateway = new Moody();
        await using var site = await PaymentSite.OpenAsync(kind, services => services.AddSingleton<IPaymentGateway>(gateway));
        gateway.Inner = ActivatorUtilities.CreateInstance<SandboxGateway>(site.Site.Services);
        var order = await site.OrderAsync();

        gateway.IsDown = true;
        Assert.Equal("payment_unavailable", (await site.OpenCheckoutAsync(order)).Failure?.Code);
        gateway.IsDown = false;

        Assert.True((await site.OpenCheckoutAsync(order)).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_InsideATransaction_Throws(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => site.InScopeAsync(scope => scope.GetRequiredService<UnitOfWork>().ExecuteAsync(
            token => scope.GetRequiredService<ICheckouts>().OpenAsync(order, token), TestContext.Current.CancellationToken)));
    }

    [Theory, OnEveryDatabase]
    public async Task Refresh_PaidButUnheard_BooksOnceHoweverOftenAsked(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        await site.OpenCheckoutAsync(order);
        await RefreshAsync(site, order);
        Assert.Empty(await site.InboxAsync(order));

        await PayUnheardAsync(site, order, SandboxOutcome.Succeed);
        await RefreshAsync(site, order);
        await RefreshAsync(site, order);

        Assert.Equal(1, await site.ProcessAsync());
        await RefreshAsync(site, order);
        Assert.Single(await site.InboxAsync(order));
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
        Assert.Empty(await site.AlertsAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Refresh_LaterPayment_HearsEachStateOnce(DatabaseKind kind)
    {
        await using var site = await PaymentSite.OpenAsync(kind, settings: ("Sandbox:DelaySeconds", "60"));
        var order = await site.OrderAsync();
        await site.OpenCheckoutAsync(order);
        await PayUnheardAsync(site, order, SandboxOutcome.SucceedLater);
        await RefreshAsync(site, order);
        await site.ProcessAsync();
        Assert.Equal(CheckoutState.Processing, (await site.CheckoutAsync(order)).State);

        using (SiteClock.At(TimeProvider.System.GetUtcNow().AddMinutes(2)))
        {
            await RefreshAsync(site, order);
            await site.ProcessAsync();
        }

        Assert.Equal(["PaymentProcessing", "PaymentSucceeded"], await site.BookedAsync(order));
    }

    private static Task RefreshAsync(PaymentSite site, Guid order) => site.InScopeAsync(async scope =>
    {
        await scope.GetRequiredService<ICheckouts>().RefreshAsync(order, TestContext.Current.CancellationToken);
        return true;
    });

    /// <summary>The payer acts, and the provider's events get lost.</summary>
    private static Task PayUnheardAsync(PaymentSite site, Guid order, SandboxOutcome outcome) => site.InScopeAsync(scope => scope.GetRequiredService<UnitOfWork>().ExecuteAsync(
        async token =>
        {
            var db = scope.GetRequiredService<CharityDbContext>();
            var session = await db.Set<SandboxSession>().SingleAsync(s => s.ClientReferenceId == order.ToString(), token);
            var acted = await scope.GetRequiredService<SandboxDesk>().ActAsync(session, outcome, token);
            db.RemoveRange(acted.Value);
            return true;
        },
        CancellationToken.None));

    private static Task<List<SandboxSession>> SessionsAsync(PaymentSite site, Guid order) =>
        site.InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Set<SandboxSession>().AsNoTracking().Where(s => s.ClientReferenceId == order.ToString()).OrderBy(s => s.Attempt).ToListAsync());

    /// <summary>A provider that can be down.</summary>
    private sealed class Moody : IPaymentGateway
    {
        public bool IsDown { get; set; }

        public IPaymentGateway Inner { get; set; } = null!;

        public string Provider => SandboxGateway.Name;

        public Task<ProviderCheckout> CreateCheckoutAsync(CheckoutOrder order, CancellationToken cancellationToken) =>
            IsDown ? throw new PaymentGatewayException(GatewayFault.Unavailable, "Down.") : Inner.CreateCheckoutAsync(order, cancellationToken);

        public Task<ProviderCheckout> FetchCheckoutAsync(string sessionId, CancellationToken cancellationToken) => Inner.FetchCheckoutAsync(sessionId, cancellationToken);

        public Task<ProviderCheckout> ExpireAsync(string sessionId, CancellationToken cancellationToken) => Inner.ExpireAsync(sessionId, cancellationToken);
    }
}
