using System.Net;
using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Payments.Sandbox;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Payments;

/// <summary>The sandbox as a payer meets it, and what it owes the site.</summary>
public sealed class SandboxTests(ListeningPaymentSites sites, QuietPaymentSites quietSites) : IClassFixture<ListeningPaymentSites>, IClassFixture<QuietPaymentSites>
{
    private const string Form = "form[action*='/sandbox/pay/']";

    [Theory, OnEveryDatabase]
    public async Task Page_PaidSuccessfully_BooksAndSendsThePayerBack(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (order, visitor, page) = await OpenPageAsync(site);
        Assert.Contains("¥100.00", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("捐给梅园", page.Body.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".demo-banner"));

        await visitor.SubmitAsync(page, Form, ("outcome", nameof(SandboxOutcome.Succeed)));

        Assert.Equal(site.SuccessUrl, visitor.Location);
        await site.EventuallyAsync(async () => (await site.CheckoutAsync(order)).State == CheckoutState.Paid);
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
        await site.EventuallyAsync(async () => (await DeliveriesAsync(site, order)).All(delivery => delivery is { DeliveredUtc: not null, Attempts: 1, LastAnswer: "accepted" }));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_Declined_StaysOpenForAnotherTry(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (order, visitor, page) = await OpenPageAsync(site);

        var declined = await visitor.SubmitAndFollowAsync(page, Form, ("outcome", nameof(SandboxOutcome.Decline)));
        Assert.NotNull(declined.QuerySelector(".alert-danger"));
        await visitor.SubmitAsync(declined, Form, ("outcome", nameof(SandboxOutcome.Succeed)));

        await site.EventuallyAsync(async () => (await site.CheckoutAsync(order)).State == CheckoutState.Paid);
        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_LaterOutcomes_ArriveAfterTheDelay(DatabaseKind kind)
    {
        await using var site = await PaymentSite.StartAsync(kind, settings: ("Sandbox:DelaySeconds", "1"));
        var (good, first, page) = await OpenPageAsync(site);
        await first.SubmitAsync(page, Form, ("outcome", nameof(SandboxOutcome.SucceedLater)));
        Assert.Equal(site.SuccessUrl, first.Location);
        var (bad, second, other) = await OpenPageAsync(site);
        await second.SubmitAsync(other, Form, ("outcome", nameof(SandboxOutcome.FailLater)));

        await site.EventuallyAsync(async () => (await site.CheckoutAsync(good)).State == CheckoutState.Paid && (await site.CheckoutAsync(bad)).State == CheckoutState.Failed);
        Assert.Equal(["PaymentProcessing", "PaymentSucceeded"], await site.BookedAsync(good));
        Assert.Equal(["PaymentProcessing", "PaymentFailed"], await site.BookedAsync(bad));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_Expired_SaysSoAndReports(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (order, visitor, page) = await OpenPageAsync(site);

        var expired = await visitor.SubmitAndFollowAsync(page, Form, ("outcome", nameof(SandboxOutcome.Expire)));

        Assert.Null(expired.QuerySelector(Form));
        Assert.NotNull(expired.QuerySelector(".alert-warning"));
        await site.EventuallyAsync(async () => (await site.CheckoutAsync(order)).State == CheckoutState.Expired);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_SubmittedTwice_PaysOnce(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (order, visitor, page) = await OpenPageAsync(site);

        await visitor.SubmitAsync(page, Form, ("outcome", nameof(SandboxOutcome.Succeed)));
        var again = await visitor.SubmitAndFollowAsync(page, Form, ("outcome", nameof(SandboxOutcome.Succeed)));

        Assert.NotNull(again.QuerySelector(".alert-success"));
        Assert.Single(await DeliveriesAsync(site, order));
        await site.EventuallyAsync(async () => (await site.CheckoutAsync(order)).State == CheckoutState.Paid);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_BadInput_IsRefused(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        var (order, visitor, page) = await OpenPageAsync(site);

        await visitor.SubmitAsync(page, Form, ("outcome", "99"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await visitor.SubmitAsync(page, Form, ("outcome", nameof(SandboxOutcome.Succeed)), ("__RequestVerificationToken", "forged"));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        await visitor.GetAsync("/sandbox/pay/cs_sandbox_unknown");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Empty(await DeliveriesAsync(site, order));
    }

    [Theory, OnEveryDatabase]
    public async Task Deliver_AfterACrashBetweenActAndDelivery_BringsItOnce(DatabaseKind kind)
    {
        await using var site = await PaymentSite.OpenAsync(kind);
        var order = await site.OrderAsync();
        await site.OpenCheckoutAsync(order);
        await ActAsync(site, order, SandboxOutcome.Succeed);
        Assert.Empty(await site.InboxAsync(order));

        // The process dies here; the next one starts on the same data, listens, and its workers find what is owed.
        await using var restarted = await site.RestartAsync();
        await restarted.EventuallyAsync(async () => (await restarted.CheckoutAsync(order)).State == CheckoutState.Paid);

        Assert.Equal(["PaymentSucceeded"], await restarted.BookedAsync(order));
    }

    [Theory, OnEveryDatabase]
    public async Task Deliver_WhenTheDoorRefuses_IsTriedAgainLater(DatabaseKind kind)
    {
        var site = await sites.OnAsync(kind);
        await site.SqlAsync("ALTER TABLE \"Payments_Inbox\" RENAME TO \"Payments_Gone\"");
        var order = await site.OrderAsync();
        await site.OpenCheckoutAsync(order);
        await ActAsync(site, order, SandboxOutcome.Succeed);
        await site.EventuallyAsync(async () => (await DeliveriesAsync(site, order))[0] is { Attempts: > 0, DeliveredUtc: null, LastAnswer: "not_stored" });

        await site.SqlAsync("ALTER TABLE \"Payments_Gone\" RENAME TO \"Payments_Inbox\"");

        await site.EventuallyAsync(async () => (await site.CheckoutAsync(order)).State == CheckoutState.Paid);
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_BeforeTheServerListens_GoesThroughTheDoor(DatabaseKind kind)
    {
        var site = await quietSites.OnAsync(kind);
        var order = await site.OrderAsync();

        await site.PayAsync(order, SandboxOutcome.Decline);
        Assert.Equal(0, await site.ProcessAsync());
        await site.PayAsync(order, SandboxOutcome.Succeed);
        Assert.Equal(1, await site.ProcessAsync());

        Assert.Equal(["PaymentSucceeded"], await site.BookedAsync(order));
        Assert.All(await DeliveriesAsync(site, order), delivery => Assert.NotNull(delivery.DeliveredUtc));
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.PayAsync(order, SandboxOutcome.Succeed));
    }

    [Theory, OnEveryDatabase]
    public async Task Pay_InTheRelivedPast_HappensThen(DatabaseKind kind)
    {
        var site = await quietSites.OnAsync(kind);
        var then = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        using (SiteClock.At(then))
        {
            var order = await site.OrderAsync();
            await site.PayAsync(order, SandboxOutcome.Succeed);
            Assert.Equal(1, await site.ProcessAsync());
            Assert.Equal(then.UtcDateTime, Assert.Single(await site.InboxAsync(order)).CreatedUtc);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Secret_NotGiven_IsMadeOnceAndKeptEncrypted(DatabaseKind kind)
    {
        await using var site = await PaymentSite.OpenAsync(kind, settings: (PaymentSite.SecretKey, null!));
        await using var other = site.Again((PaymentSite.SecretKey, null!));

        var secrets = await Task.WhenAll(SecretAsync(site), SecretAsync(site));
        Assert.Equal(secrets[0], secrets[1]);
        Assert.Equal(secrets[0], await SecretAsync(other));
        Assert.StartsWith("whsec_", secrets[0], StringComparison.Ordinal);
        var stored = await site.InScopeAsync(scope => scope.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"Json\" AS \"Value\" FROM \"Platform_Settings\" WHERE \"Name\" = 'SandboxSettings'").ToListAsync());
        Assert.DoesNotContain(secrets[0], Assert.Single(stored), StringComparison.Ordinal);
    }

    private static async Task<string> SecretAsync(PaymentSite site) =>
        System.Text.Encoding.UTF8.GetString((await site.Site.Services.GetRequiredService<SandboxWebhooks>().SecretsAsync(TestContext.Current.CancellationToken))[0]);

    private static async Task<(Guid Order, Visitor Visitor, AngleSharp.Html.Dom.IHtmlDocument Page)> OpenPageAsync(PaymentSite site)
    {
        var order = await site.OrderAsync();
        var opened = await site.OpenCheckoutAsync(order);
        var visitor = new Visitor(site.Address, "zh-CN");
        return (order, visitor, await visitor.OpenAsync(new Uri(opened.Value.Url).AbsolutePath));
    }

    private static Task<bool> ActAsync(PaymentSite site, Guid order, SandboxOutcome outcome) => site.InScopeAsync(scope => scope.GetRequiredService<UnitOfWork>().ExecuteAsync(
        async token =>
        {
            var session = await scope.GetRequiredService<CharityDbContext>().Set<SandboxSession>().SingleAsync(s => s.ClientReferenceId == order.ToString(), token);
            return (await scope.GetRequiredService<SandboxDesk>().ActAsync(session, outcome, token)).Succeeded;
        },
        CancellationToken.None));

    private static Task<List<SandboxDelivery>> DeliveriesAsync(PaymentSite site, Guid order) => site.InScopeAsync(scope =>
    {
        var db = scope.GetRequiredService<CharityDbContext>();
        var sessions = db.Set<SandboxSession>().Where(s => s.ClientReferenceId == order.ToString()).Select(s => s.Id);
        return db.Set<SandboxDelivery>().AsNoTracking().Where(d => sessions.Contains(d.SessionId)).OrderBy(d => d.Id).ToListAsync();
    });
}
