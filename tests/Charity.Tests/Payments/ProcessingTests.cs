using Charity.Payments.Checkouts;
using Charity.Payments.Events;
using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Payments;

/// <summary>From the inbox to what is booked.</summary>
public sealed class ProcessingTests(QuietPaymentSites sites) : IClassFixture<QuietPaymentSites>
{
    [Theory, OnEveryDatabase]
    public async Task Process_TwentyDeliveriesAtOnce_BooksOnce(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var payload = Events.Completed(order);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => site.BringAsync(payload))));
        var applied = await site.ProcessAsync();

        Assert.All(answers, answer => Assert.Equal(200, answer));
        Assert.Equal(1, applied);
        Assert.Single(await site.InboxAsync(order));
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Process_SeveralWorkersAtOnce_BookEveryOrderOnce(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        await using var otherNode = site.Again();
        var orders = await OrdersAsync(site, 40);
        await Task.WhenAll(orders.Select(order => site.BringAsync(Events.Completed(order))));

        // SQLite serves one process; on PostgreSQL a second node joins in.
        PaymentSite[] workers = kind == DatabaseKind.Postgres ? [site, otherNode, site, otherNode] : [site, site];
        var applied = await Task.WhenAll(workers.Select(worker => Task.Run(worker.ProcessAsync)));

        Assert.Equal(40, applied.Sum());
        foreach (var order in orders)
        {
            Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Process_ManyEvents_PublishesThemInFewGroups(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var orders = await OrdersAsync(site, 300);
        var trouble = site.Site.Services.GetRequiredService<Trouble>();
        var before = trouble.Groups;
        await Task.WhenAll(orders.Select(order => site.BringAsync(Events.Completed(order))));

        Assert.Equal(300, await site.ProcessAsync());

        Assert.Equal(2, trouble.Groups - before);
        Assert.Equal(InboxState.Done, Assert.Single(await site.InboxAsync(orders[^1])).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Process_OneOrderTwiceInAGroup_PublishesInOrderAndBooksOnce(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        foreach (var payload in (byte[][])[Events.UnderWay(order), Events.LaterSucceeded(order), Events.Completed(order), Events.Expired(order)])
        {
            await site.BringAsync(payload);
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, await site.ProcessAsync());

        Assert.Equal(["PaymentProcessing", "PaymentSucceeded"], await site.BookedAsync(order));
        Assert.Equal(CheckoutState.Paid, (await site.CheckoutAsync(order)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Process_AnotherAmount_QuarantinesAndTellsSomebody(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (amount, currency) = (await site.OrderAsync(), await site.OrderAsync());
        await site.BringAsync(Events.Completed(amount, amountMinor: 1));
        await site.BringAsync(Events.Completed(currency, currency: "usd"));
        await site.ProcessAsync();

        foreach (var order in (Guid[])[amount, currency])
        {
            Assert.Equal(["PaymentQuarantined"], await site.BookedAsync(order));
            var alert = Assert.Single(await site.AlertsAsync(order));
            Assert.Equal(("ViewPaymentEvents", $"/admin/payments/events/{(await site.InboxAsync(order))[0].Id}"), (alert.Permission, alert.Url));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Process_NotOurs_IsIgnoredWithItsReason(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        var stranger = Guid.CreateVersion7();
        await site.BringAsync(Events.Event("invoice.paid", order, "evt_type"));
        await site.BringAsync(Events.Completed(order, "evt_mode", isLive: true));
        await site.BringAsync(Events.Event(EventTypes.Completed, order, "evt_account", account: "acct_1"));
        await site.BringAsync(Events.Completed(stranger, "evt_order"));
        await site.BringAsync(Events.Event(EventTypes.Completed, null, "evt_none"));

        Assert.Equal(0, await site.ProcessAsync());

        foreach (var (eventId, why) in ((string, string)[])[("evt_type", "Unknown type"), ("evt_mode", "Another mode"), ("evt_account", "Another account"), ("evt_order", "Unknown order"), ("evt_none", "Unknown order")])
        {
            var ignored = await site.EventAsync(eventId);
            Assert.Equal((InboxState.Ignored, why), (ignored!.State, ignored.Error));
        }

        Assert.Empty(await site.BookedAsync(order));
        Assert.Empty(await site.AlertsAsync(order));
        Assert.Single(await site.AlertsAsync(stranger));
    }

    [Theory, OnEveryDatabase]
    public async Task Process_PoisonedEvent_ParksAloneAndCanBeRetried(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var orders = await OrdersAsync(site, 10);
        var poisoned = orders[4];
        var trouble = site.Site.Services.GetRequiredService<Trouble>();
        trouble.Orders[poisoned] = true;
        await Task.WhenAll(orders.Select(order => site.BringAsync(Events.Completed(order, $"evt_{order:N}"))));

        Assert.Equal(9, await site.ProcessAsync());

        var waiting = await site.EventAsync($"evt_{poisoned:N}");
        Assert.Equal((InboxState.Waiting, 1, "The fund's account is unknown."), (waiting!.State, waiting.Attempts, waiting.Error));
        Assert.Equal(0, await site.ProcessAsync());
        Assert.Equal(1, (await site.EventAsync($"evt_{poisoned:N}"))!.Attempts);
        for (var hours = 1; hours < InboxEvent.MaximumAttempts; hours++)
        {
            Assert.Equal(0, await site.ProcessLaterAsync(TimeSpan.FromHours(hours)));
        }

        Assert.Equal(InboxState.Parked, (await site.EventAsync($"evt_{poisoned:N}"))!.State);
        Assert.Single(await site.AlertsAsync(poisoned));
        Assert.Empty(await site.BookedAsync(poisoned));
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(orders[5]));
        Assert.Equal(CheckoutState.Created, (await site.CheckoutAsync(poisoned)).State);

        trouble.Orders.Clear();
        Assert.Equal(0, await site.ProcessLaterAsync(TimeSpan.FromDays(1)));
        var retried = await site.InScopeAsync(scope => scope.GetRequiredService<MediatR.IMediator>().Send(new RetryPaymentEvent(waiting.Id)));
        Assert.True(retried.Succeeded);
        Assert.Empty(await site.AlertsAsync(poisoned));
        Assert.Equal(1, await site.ProcessAsync());
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(poisoned));
    }

    [Theory, OnEveryDatabase]
    public async Task Process_UnreadableEvent_IsParkedAndTheOthersGoOn(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        await site.BringAsync(PaymentSite.Bytes("""{"id":"evt_odd","object":"event","type":"checkout.session.completed","created":1,"livemode":false,"data":{"object":{"object":"checkout.session","client_reference_id":7}}}"""));
        await site.BringAsync(Events.Completed(order));

        Assert.Equal(1, await site.ProcessAsync());
        for (var hours = 1; hours < InboxEvent.MaximumAttempts; hours++)
        {
            await site.ProcessLaterAsync(TimeSpan.FromHours(hours));
        }

        Assert.Equal(InboxState.Parked, (await site.EventAsync("evt_odd"))!.State);
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Process_SameIdOtherContent_KeepsTheFirstAndTellsSomebody(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();

        Assert.Equal(200, await site.BringAsync(Events.Completed(order, "evt_1")));
        Assert.Equal(200, await site.BringAsync(Events.Completed(order, "evt_1")));
        Assert.Empty(await site.AlertsAsync(order));
        Assert.Equal(200, await site.BringAsync(Events.Completed(order, "evt_1", amountMinor: 99)));

        Assert.Single(await site.AlertsAsync(order));
        await site.ProcessAsync();
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Process_AfterACrashBetweenDoorAndBooks_BooksOnce(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var order = await site.OrderAsync();
        await site.BringAsync(Events.Completed(order));

        // The first process never got to work it off; the next one finds it lying there.
        await using var restarted = site.Again();
        Assert.Equal(1, await restarted.ProcessAsync());
        Assert.Equal(0, await restarted.ProcessAsync());

        Assert.Equal(["PaymentSucceeded"], await restarted.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_PaidWithoutEvent_NamesTheOrder(DatabaseKind kind)
    {
        await using var site = await PaymentSite.OpenAsync(kind);
        var order = await site.OrderAsync();
        await site.BringAsync(Events.Completed(order));
        await site.ProcessAsync();
        Assert.Empty(await FindingsAsync(site));

        await site.InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Set<InboxEvent>().ExecuteDeleteAsync());

        Assert.Equal($"order {order}", Assert.Single(await FindingsAsync(site)).Where);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_EventLyingAbout_NamesIt(DatabaseKind kind)
    {
        await using var site = await PaymentSite.OpenAsync(kind);
        using (SiteClock.At(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2)))
        {
            var incoming = new IncomingEvent(Guid.CreateVersion7(), "sandbox", EventEnvelope.Read(Events.Completed(Guid.NewGuid(), "evt_old"))!, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2), []);
            await site.Site.Services.GetRequiredService<InboxWriter>().Add(incoming)!;
        }

        Assert.Equal("event evt_old", Assert.Single(await FindingsAsync(site)).Where);
    }

    private static async Task<List<Finding>> FindingsAsync(PaymentSite site) => await site.InScopeAsync(async scope =>
    {
        var findings = new List<Finding>();
        await foreach (var finding in scope.GetServices<IVerification>().OfType<PaymentsVerification>().Single().VerifyAsync((_, _, _) => { }, CancellationToken.None))
        {
            findings.Add(finding);
        }

        return findings;
    });

    private static async Task<List<Guid>> OrdersAsync(PaymentSite site, int count)
    {
        var orders = new List<Guid>();
        for (var index = 0; index < count; index++)
        {
            orders.Add(await site.OrderAsync());
        }

        return orders;
    }
}
