using Charity.Payments.Checkouts;
using Charity.Tests.Support;

namespace Charity.Tests.Payments;

/// <summary>Whatever order, repetition and grouping the provider's events arrive in, the end is the same.</summary>
public sealed class OrderOfEventsTests
{
    private const int Orders = 300;

    [Theory, OnEveryDatabase]
    public async Task Process_RandomOrdersWithRepetitions_EndInTheSameBooks(DatabaseKind kind)
    {
        await using var site = await PaymentSite.OpenAsync(kind);
        var random = new Random(20261122);
        var stories = new List<(Guid Order, Story Story)>();
        for (var index = 0; index < Orders; index++)
        {
            stories.Add((await site.OrderAsync(), Story.All[index % Story.All.Length]));
        }

        // Every event up to three times, all stories mixed, brought in by several hands while the inbox is being worked off.
        var deliveries = stories.SelectMany(s => s.Story.Events(s.Order)).SelectMany(payload => Enumerable.Repeat(payload, random.Next(1, 4))).ToArray();
        random.Shuffle(deliveries);
        var groups = deliveries.Chunk(97).ToList();
        foreach (var group in groups)
        {
            await Task.WhenAll(group.Select(payload => Task.Run(() => site.BringAsync(payload))));
            await Task.WhenAll(Task.Run(site.ProcessAsync), Task.Run(site.ProcessAsync));
        }

        foreach (var (order, story) in stories)
        {
            Assert.Equal(story.End, (await site.CheckoutAsync(order)).State);
            Assert.Equal(story.End == CheckoutState.Paid ? 1 : 0, (await site.BookedAsync(order)).Count(change => change == "PaymentSucceeded"));
        }
    }

    internal sealed record Story(CheckoutState End, Func<Guid, IEnumerable<byte[]>> Events)
    {
        public static readonly Story[] All =
        [
            new(CheckoutState.Paid, order => [Tests.Payments.Events.Completed(order)]),
            new(CheckoutState.Paid, order => [Tests.Payments.Events.Completed(order), Tests.Payments.Events.Completed(order)]),
            new(CheckoutState.Paid, order => [Tests.Payments.Events.UnderWay(order), Tests.Payments.Events.LaterSucceeded(order)]),
            new(CheckoutState.Paid, order => [Tests.Payments.Events.UnderWay(order), Tests.Payments.Events.LaterFailed(order), Tests.Payments.Events.LaterSucceeded(order)]),
            new(CheckoutState.Paid, order => [Tests.Payments.Events.Completed(order), Tests.Payments.Events.Expired(order)]),
            new(CheckoutState.Paid, order => [Tests.Payments.Events.Completed(order, amountMinor: 5), Tests.Payments.Events.LaterSucceeded(order)]),
            new(CheckoutState.Failed, order => [Tests.Payments.Events.UnderWay(order), Tests.Payments.Events.LaterFailed(order)]),
            new(CheckoutState.Expired, order => [Tests.Payments.Events.Expired(order)]),
            new(CheckoutState.Quarantined, order => [Tests.Payments.Events.UnderWay(order), Tests.Payments.Events.Completed(order, currency: "usd"), Tests.Payments.Events.Expired(order)]),
        ];
    }
}
