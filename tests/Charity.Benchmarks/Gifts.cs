using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Payments.Gateways;
using Charity.Payments.Sandbox;
using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Benchmarks;

/// <summary>Gifts that have been ordered but not paid, all to one fund, and the provider's word that they are.</summary>
internal static class Gifts
{
    private const long AmountMinor = 5000;
    private const int Batch = 500;

    /// <summary>Orders <paramref name="count"/> gifts; answers with the bodies of the events that will say that they were paid.</summary>
    public static async Task<List<byte[]>> OrderAsync(WebApplication site, int count)
    {
        var events = new List<byte[]>(count);
        while (events.Count < count)
        {
            await using var scope = site.Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
            var fund = await scope.ServiceProvider.GetRequiredService<IFunds>().FindAsync("meiyuan", CancellationToken.None)
                ?? throw new InvalidOperationException("The fund is missing.");
            for (var i = 0; i < Batch && events.Count < count; i++)
            {
                events.Add(Order(db, fund));
            }

            await db.SaveChangesAsync();
        }

        return events;
    }

    /// <summary>A signed request to the door.</summary>
    public static byte[] Request(Uri address, byte[] body) => Load.Post(
        address, "/webhooks/sandbox", $"{SandboxWebhooks.Header}: {WebhookSignature.Sign(body, System.Text.Encoding.UTF8.GetBytes(BenchmarkSettings.Secret), TimeProvider.System.GetUtcNow())}\r\n", body);

    private static byte[] Order(CharityDbContext db, FundSummary fund)
    {
        var now = TimeProvider.System.GetUtcNow();
        var giver = new Giver(null, "压测", "giver@example.org", [1, 2, 3], IsAnonymous: false, "zh-CN");
        var donation = Donation.Give(Guid.CreateVersion7(), fund.Id, AmountMinor, 0, fund.Currency, giver, null, receiptWaived: false, now);
        var checkout = Checkout.From(
            new CheckoutDraft(
                donation.CheckoutId!.Value, donation.Reference, AmountMinor, fund.Currency, fund.Name, null, "zh-CN", "http://localhost:5080/donations/x", "http://localhost:5080/donations/x"),
            SandboxGateway.Name, now);
        var session = SandboxSession.Create(checkout.Order(), $"cs_{Guid.CreateVersion7():N}", now);
        checkout.Opened(1, new ProviderCheckout(session.Id, session.Url, session.ExpiresUtc, "open", "unpaid", ReadOnlyMemory<byte>.Empty));
        session.Act(SandboxOutcome.Succeed, $"pay_{Guid.CreateVersion7():N}", TimeSpan.Zero, now.UtcDateTime);
        db.Add(donation);
        db.Add(checkout);
        return SandboxEvents.Event($"evt_{Guid.CreateVersion7():N}", "checkout.session.completed", session, now.UtcDateTime);
    }
}
